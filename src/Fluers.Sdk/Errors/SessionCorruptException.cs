namespace Fluers.Sdk;

/// <summary>Stored bytes are damaged, or do not have the shape that their schema states.</summary>
public sealed class SessionCorruptException : SessionException
{
    /// <summary>Creates the error.</summary>
    /// <param name="reason">What was found and what was expected, in one clause.</param>
    /// <param name="offset">Where, in bytes from the start of the frame or payload.</param>
    /// <param name="innerException">What a lower layer said.</param>
    public SessionCorruptException(string reason, long offset, Exception? innerException = null)
        : this(reason, offset, default(Place), innerException)
    {
    }

    /// <summary>Creates the error for a session, as a storage does that finds it incomplete.</summary>
    /// <param name="session">The session.</param>
    /// <param name="reason">What was found and what was expected, in one clause.</param>
    /// <param name="offset">Where, in bytes from the start of what was read.</param>
    /// <param name="innerException">What a lower layer said.</param>
    public SessionCorruptException(SessionKey session, string reason, long offset = 0, Exception? innerException = null)
        : this(reason, offset, new Place { Session = session }, innerException)
    {
    }

    internal SessionCorruptException(string reason, long offset, Place place, Exception? innerException)
        : base(place.Describe(reason, offset), innerException)
    {
        Reason = reason;
        Offset = offset;
        In = place;
    }

    /// <summary>What was found and what was expected.</summary>
    public string Reason { get; }

    /// <summary>Where the damage is, in bytes from the start of the frame or payload.</summary>
    public long Offset { get; }

    /// <summary>The path to the member, with its key, such as <c>Customer.Id (key 0)</c>; <see langword="null"/> outside a payload.</summary>
    public string? Path => In.Path;

    /// <summary>The id of the schema that was being read; <see langword="null"/> when the frame itself is damaged.</summary>
    public string? SchemaId => In.Schema?.Id;

    /// <summary>The session that holds the bytes; <see langword="null"/> when a frame was decoded outside a store.</summary>
    public SessionKey? Session => In.Session;

    /// <summary>The sequence number of the damaged entry; <see langword="null"/> when it is not one entry of a log.</summary>
    public long? Entry => In.Entry;

    internal Place In { get; }

    /// <summary>How many objects enclose the fault when it is of an object as a whole, at its last byte; otherwise <see langword="null"/>.</summary>
    internal int? Depth { get; init; }

    /// <summary>The same error, with more known of its place.</summary>
    internal SessionCorruptException At(Place place) => new(Reason, Offset, place, InnerException);

    /// <summary>Where a fault was found, as far as it is known.</summary>
    internal readonly record struct Place
    {
        public SessionSchema? Schema { get; init; }

        /// <summary>The version of the data, from the header of its frame.</summary>
        public int Version { get; init; }

        public string? Path { get; init; }

        public SessionKey? Session { get; init; }

        public long? Entry { get; init; }

        /// <summary>Whether the bytes are as they were written, by the checksum of their frame: what does not fit is the shape that wrote them.</summary>
        public bool IsIntact { get; init; }

        /// <summary>Whether the bytes are on their way into a store, so that nothing of them is stored.</summary>
        public bool Arriving { get; init; }

        public string Describe(string reason, long offset)
        {
            string where = Session is not { } key ? "The data" : Arriving ? $"What was to be imported as session '{key}'" : $"Session '{key}'";
            string entry = Entry is { } number ? $", entry {number}," : "";
            string what = Schema is null ? "" : Version == 0 ? $" of schema '{Schema.Id}'" : $" of schema '{Schema.Id}' version {Version}";
            string member = string.IsNullOrEmpty(Path) ? "" : $" at {MemberPath.Shorten(Path)}";
            if (IsIntact)
            {
                return $"{where}{entry}{what} does not have the shape that this build has for it{member}, byte {offset}: {reason.TrimEnd('.')}. "
                    + $"The checksum fits, so nothing is damaged: a build with another shape of version {Version} wrote it. Read it with that build, or give the code that shape back "
                    + "and make the change in the next version. Once a version is published (dotnet build -t:PublishSchemas), the compiler refuses such a change. Nothing was changed.";
            }

            string advice = Session is null || Arriving
                ? "ask for an undamaged copy where it came from"
                : "keep what is stored, since the rest of it may be sound, and restore the session from a backup";
            return $"{where}{entry}{what} is damaged{member}, byte {offset}: {reason.TrimEnd('.')}. Nothing was changed; {advice}.";
        }
    }
}
