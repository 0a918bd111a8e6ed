using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>What a store knows of a session without decoding it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Revision">The number of commits.</param>
/// <param name="EntryCount">The number of entries in the log.</param>
/// <param name="SchemaHash">The hash of the envelope's schema id, <see cref="SessionSchema.IdHash"/>; 0 when the head is damaged.</param>
/// <param name="StoredVersion">The version that the head was written in; 0 when the head is damaged.</param>
/// <param name="CreatedAt">When the session was created, by the storage's clock; of an imported one, when it was first created.</param>
/// <param name="UpdatedAt">When the session was last committed to, by the storage's clock; of an imported one, before it was exported.</param>
public sealed record SessionInfo(
    SessionId Id, long Revision, long EntryCount, ulong SchemaHash, int StoredVersion, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>
    /// What the storage knows to be damaged, in one clause; <see langword="null"/> when it knows of nothing. A session is checked
    /// when it is read, not when it is listed.
    /// </summary>
    public string? Damage { get; init; }

    /// <summary>
    /// The id of the last commit; <see cref="Guid.Empty"/> when damage hides it. A store that was restored may come to the same revision by another history, but not to
    /// the same commit: where revision and commit are those of an earlier look, so is the content.
    /// </summary>
    public Guid LastCommit { get; init; }

    internal static SessionInfo From(StoredSessionInfo stored) =>
        new(stored.Key.Id, stored.Revision, stored.EntryCount, stored.SchemaHash, stored.SchemaVersion, stored.CreatedAt, stored.UpdatedAt)
        {
            Damage = stored.Damage,
            LastCommit = stored.LastCommit,
        };
}
