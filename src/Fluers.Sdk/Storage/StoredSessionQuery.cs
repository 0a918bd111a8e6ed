namespace Fluers.Sdk.Storage;

/// <summary>Which sessions to list.</summary>
public sealed record StoredSessionQuery
{
    /// <summary>The tenant whose sessions are listed.</summary>
    public required string Tenant { get; init; }

    /// <summary>The greatest number of sessions in one page, 1 or more.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Where to go on: <see cref="StoredSessionPage.Continuation"/> of the page before; <see langword="null"/> for the first page.</summary>
    public string? Continuation { get; init; }
}

/// <summary>One page of a listing.</summary>
/// <param name="Sessions">The sessions of the page, the latest updated first.</param>
/// <param name="Continuation">Where the next page begins; <see langword="null"/> when this is the last.</param>
public sealed record StoredSessionPage(IReadOnlyList<StoredSessionInfo> Sessions, string? Continuation);
