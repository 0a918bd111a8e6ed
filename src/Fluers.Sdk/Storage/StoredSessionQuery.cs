namespace Fluers.Sdk.Storage;

/// <summary>Which sessions of one tenant to list, and in what order. All filters apply together.</summary>
public sealed record StoredSessionQuery
{
    /// <summary>The tenant whose sessions are listed.</summary>
    public required string Tenant { get; init; }

    /// <summary>The greatest number of sessions in one page, 1 or more.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Where to go on: <see cref="StoredSessionPage.Continuation"/> of the page before, under the same filters and order; <see langword="null"/> for the first page.</summary>
    public string? Continuation { get; init; }

    /// <summary>In which order; the latest updated first unless stated.</summary>
    public SessionOrder Order { get; init; }

    /// <summary>Only sessions whose head is of this schema, by <see cref="StoredSessionInfo.SchemaHash"/>; <see langword="null"/> for all.</summary>
    public ulong? SchemaHash { get; init; }

    /// <summary>Only sessions whose head was written in this version; <see langword="null"/> for all.</summary>
    public int? SchemaVersion { get; init; }

    /// <summary>Only sessions last committed to at this time or later, by the storage's clock; <see langword="null"/> for all.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>Whether a session passes the filters. Its tenant is not looked at.</summary>
    public bool Matches(StoredSessionInfo session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (SchemaHash is not { } hash || session.SchemaHash == hash)
            && (SchemaVersion is not { } version || session.SchemaVersion == version)
            && (UpdatedSince is not { } since || session.UpdatedAt >= since);
    }
}

/// <summary>One page of a listing.</summary>
/// <param name="Sessions">The sessions of the page, in the order of the query. They may be fewer than the page holds, even none, and others follow.</param>
/// <param name="Continuation">Where the next page begins; <see langword="null"/> when this is the last.</param>
public sealed record StoredSessionPage(IReadOnlyList<StoredSessionInfo> Sessions, string? Continuation);
