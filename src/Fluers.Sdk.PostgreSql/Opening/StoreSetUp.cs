using System.Text;
using Fluers.Sdk.PostgreSql.Database;
using Npgsql;
using NpgsqlTypes;

namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>Finds the store in the database, or sets it up in a schema that does not exist or is empty. What is something else is refused untouched.</summary>
internal sealed class StoreSetUp(SessionDatabase database, StoreNames names)
{
    private const int OldestServer = 12;

    private readonly SemaphoreSlim _gate = new(1);
    private volatile bool _isDone;

    /// <summary>Returns once the store is there. Asks the server the first time only, and again after a failure.</summary>
    /// <exception cref="SessionStorageException">The server cannot be reached, or the schema is no session store of this format.</exception>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (_isDone)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isDone)
            {
                await SetUpAsync(cancellationToken).ConfigureAwait(false);
                _isDone = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask SetUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                if (connection.PostgreSqlVersion.Major < OldestServer)
                {
                    throw new SessionStorageException(
                        $"{database.Place} is on PostgreSQL {connection.PostgreSqlVersion}; a session store needs {OldestServer} or later. Nothing was changed.");
                }

                if (!await IsThereAsync(connection, cancellationToken).ConfigureAwait(false))
                {
                    var create = new NpgsqlCommand(Create(names), connection);
                    await using (create.ConfigureAwait(false))
                    {
                        await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                    }

                    await IsThereAsync(connection, cancellationToken).ConfigureAwait(false);   // another build may have been first
                }
            }
        }
        catch (Exception e) when (SessionDatabase.IsDatabaseFault(e))
        {
            throw DatabaseErrors.Describe(database.Place, e, Outcome.Nothing);
        }
    }

    /// <returns>Whether the store is there; <see langword="false"/> when nothing is, so that it may be set up.</returns>
    private async ValueTask<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var look = new NpgsqlCommand(
            """
            SELECT
                EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid) OR EXISTS (SELECT FROM pg_proc WHERE pronamespace = n.oid)
                    OR EXISTS (SELECT FROM pg_type WHERE typnamespace = n.oid),
                EXISTS (SELECT FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                    WHERE c.relnamespace = n.oid AND c.relname = 'stamp' AND c.relkind = 'r' AND a.attname IN ('application', 'format') HAVING count(*) = 2)
            FROM pg_namespace n WHERE n.nspname = $1
            """,
            connection);
        await using (look.ConfigureAwait(false))
        {
            look.Parameters.Add(new NpgsqlParameter<string> { TypedValue = names.Schema, NpgsqlDbType = NpgsqlDbType.Text });
            NpgsqlDataReader found = await look.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (found.ConfigureAwait(false))
            {
                if (!await found.ReadAsync(cancellationToken).ConfigureAwait(false) || !found.GetBoolean(0))
                {
                    return false;
                }

                if (!found.GetBoolean(1))
                {
                    StoreStamp.Demand(database.Place, application: null, format: "");
                }
            }
        }

        var read = new NpgsqlCommand($"SELECT application::text, format::text FROM {names.Stamp}", connection);
        await using (read.ConfigureAwait(false))
        {
            NpgsqlDataReader stamp = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (stamp.ConfigureAwait(false))
            {
                bool isStamped = await stamp.ReadAsync(cancellationToken).ConfigureAwait(false);
                StoreStamp.Demand(
                    database.Place, isStamped && !stamp.IsDBNull(0) ? stamp.GetString(0) : null, isStamped && !stamp.IsDBNull(1) ? stamp.GetString(1) : "");
                return true;
            }
        }
    }

    // One statement and so one transaction, which no client can hold up: of those that come at once one sets the store up, the
    // others wait for the lock and find it there.
    private static string Create(StoreNames names)
    {
        string quote = names.Dollar("set_up");
        return new StringBuilder()
            .Append(
                $"""
                DO {quote} BEGIN
                PERFORM pg_advisory_xact_lock({StoreStamp.Lock}, hashtext('{names.QuotedText}'));
                IF to_regclass('{names.StampText}') IS NULL THEN
                IF to_regnamespace('{names.QuotedText}') IS NULL THEN
                CREATE SCHEMA {names.Quoted};
                END IF;

                """)
            .AppendLine(StoreTables.Create(names))
            .AppendLine(StoreFunctions.Create(names))
            .Append($"END IF; END {quote}")
            .ToString();
    }
}
