namespace Fluers.Sdk;

/// <summary>Stored bytes are damaged, or do not have the shape that their schema states.</summary>
public sealed class SessionCorruptException : SessionException
{
    /// <summary>Creates the error.</summary>
    /// <param name="reason">What was found and what was expected, in one clause.</param>
    /// <param name="offset">Where, in bytes from the start of the frame or payload.</param>
    /// <param name="innerException">What a lower layer said.</param>
    public SessionCorruptException(string reason, long offset, Exception? innerException = null)
        : this(reason, offset, path: null, schema: null, session: null, innerException)
    {
    }

    internal SessionCorruptException(
        string reason, long offset, string? path, SessionSchema? schema, SessionKey? session, Exception? innerException)
        : base(Describe(reason, offset, path, schema, session), innerException)
    {
        Reason = reason;
        Offset = offset;
        Path = path;
        SchemaId = schema?.Id;
        Session = session;
        Schema = schema;
    }

    /// <summary>What was found and what was expected.</summary>
    public string Reason { get; }

    /// <summary>Where the damage is, in bytes from the start of the frame or payload.</summary>
    public long Offset { get; }

    /// <summary>The path to the member, with its key, such as <c>Customer.Id (key 0)</c>; <see langword="null"/> outside a payload.</summary>
    public string? Path { get; }

    /// <summary>The id of the schema that was being read; <see langword="null"/> when the frame itself is damaged.</summary>
    public string? SchemaId { get; }

    /// <summary>The session that holds the bytes; <see langword="null"/> when a frame was decoded outside a store.</summary>
    public SessionKey? Session { get; }

    internal SessionSchema? Schema { get; }

    /// <summary>The same error, with the place in the schema.</summary>
    internal SessionCorruptException In(SessionSchema schema, string path) =>
        new(Reason, Offset, path, schema, Session, this);

    /// <summary>The same error, with the session that it was found in.</summary>
    internal SessionCorruptException In(SessionKey session) =>
        new(Reason, Offset, Path, Schema, session, InnerException ?? this);

    private static string Describe(string reason, long offset, string? path, SessionSchema? schema, SessionKey? session)
    {
        string where = session is { } key ? $"Session '{key}'" : "The data";
        string what = schema is null ? "" : $" of schema '{schema.Id}' version {schema.Version}";
        string member = string.IsNullOrEmpty(path) ? "" : $" at {path}";
        return $"{where}{what} is damaged{member}, byte {offset}: {reason}. Nothing was changed; restore the session from a backup, or delete it.";
    }
}
