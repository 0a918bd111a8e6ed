using Fluers.Sdk.Storage;

namespace Fluers.Sdk;

/// <summary>Which sessions to list, and in what order. All filters apply together.</summary>
public sealed record SessionQuery
{
    /// <summary>Only sessions of this envelope, such as <c>SessionSchema&lt;SupportSession&gt;.Instance</c>; <see langword="null"/> for all.</summary>
    public SessionSchema? Schema { get; init; }

    /// <summary>Only sessions whose head was written in this version; <see langword="null"/> for all.</summary>
    public int? StoredVersion { get; init; }

    /// <summary>Only sessions last saved at this time or later, by the storage's clock; <see langword="null"/> for all.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>In which order; the latest updated first unless stated.</summary>
    public SessionOrder Order { get; init; }

    /// <summary>The greatest number of sessions in one page, 1 or more.</summary>
    public int PageSize { get; init; } = 100;

    internal StoredSessionQuery For(string tenant, string? continuation) => new()
    {
        Tenant = tenant,
        PageSize = PageSize,
        Continuation = continuation,
        Order = Order,
        SchemaHash = Schema?.IdHash,
        SchemaVersion = StoredVersion,
        UpdatedSince = UpdatedSince,
    };
}

/// <summary>One page of a listing.</summary>
/// <param name="Sessions">The sessions of the page, in the order of the query. They may be fewer than the page holds, even none, and others follow.</param>
/// <param name="Continuation">Where the next page begins, a text that a client may keep; <see langword="null"/> when this is the last.</param>
public sealed record SessionPage(IReadOnlyList<SessionInfo> Sessions, string? Continuation);
