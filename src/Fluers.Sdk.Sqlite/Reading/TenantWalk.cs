using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;

namespace Fluers.Sdk.Sqlite.Reading;

/// <summary>Goes from tenant to tenant in the index of sessions that are there: a step costs the same however many sessions are passed over.</summary>
internal sealed class TenantWalk(Connection connection, StoreFormat format)
{
    // The index by name: that of all ids has the tombstones too, and would be walked through them.
    private readonly Statement _next = connection.Prepare(
        $"SELECT tenant FROM sessions INDEXED BY sessions_by_update WHERE tenant > ?1 AND {format.IsThere} ORDER BY tenant LIMIT 1");

    /// <summary>The first tenant behind a text; <see langword="null"/> when there is none.</summary>
    public string? Behind(string text)
    {
        using (_next.Bind(1, text).Rows())
        {
            return _next.Step() ? _next.Text(0) : null;
        }
    }
}
