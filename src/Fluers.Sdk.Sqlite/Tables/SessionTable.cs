using Fluers.Sdk.Sqlite.Database;
using Fluers.Sdk.Sqlite.Opening;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Sqlite.Tables;

/// <summary>The table of sessions: one row each, tombstones included.</summary>
internal sealed class SessionTable(Connection connection, StoreFormat format)
{
    private readonly Statement _find = connection.Prepare($"SELECT {format.SessionColumns} FROM sessions WHERE tenant = ?1 AND id = ?2");

    // A second way to a row: where the name is damaged, or the index of names, a session is not taken for one that never was.
    private readonly Statement _findByName = connection.Prepare(
        $"SELECT {format.SessionColumns} FROM sessions INDEXED BY sessions_by_name WHERE name = ?1");

    /// <summary>Finds a session's row; <see langword="null"/> for none. One that is damaged says so in its information.</summary>
    public SessionRow? Find(SessionKey key)
    {
        SessionRow? row = null;
        using (_find.Bind(1, key.Tenant).Bind(2, key.Id.Value).Rows())
        {
            if (_find.Step())
            {
                row = SessionColumns.Read(_find, key, format);
            }
        }

        return row is { Info.Damage: null } || !format.IsSealed ? row : FindByName(key) ?? row;
    }

    private SessionRow? FindByName(SessionKey key)
    {
        SessionRow? damaged = null;
        using (_findByName.Bind(1, Seal.OfName(key)).Rows())
        {
            while (_findByName.Step())
            {
                SessionRow row = SessionColumns.Read(_findByName, key, format);
                if (row.Info.Damage is null)
                {
                    return row;
                }

                // Another session's row that is whole only shares the number.
                damaged = SessionColumns.IsWhole(_findByName, key.Tenant) ? damaged : row;
            }
        }

        return damaged;
    }
}
