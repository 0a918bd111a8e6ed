using System.Text;
using Fluers.Sdk.PostgreSql.Database;
using Npgsql;
using NpgsqlTypes;

namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>Looks at the schema of a store, and sets it up or upgrades it where that is asked for.</summary>
/// <param name="database">The database.</param>
/// <param name="names">What the store's tables and functions are called.</param>
/// <param name="now">The time of an upgrade; <see langword="null"/> to look only.</param>
internal sealed class SetUpCall(SessionDatabase database, StoreNames names, DateTimeOffset? now) : DatabaseCall<StoreFormat>
{
    private const int OldestServer = 12;

    public override bool Changes => false;

    // What the caller wanted to store is not stored, whatever became of the tables.
    public override Outcome AfterFailure(bool isDoubtful) => now is null ? Outcome.None : Outcome.Nothing;

    public override async ValueTask<StoreFormat> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new SessionStorageException(
                $"{database.Place} is on PostgreSQL {connection.PostgreSqlVersion}; a session store needs {OldestServer} or later. Nothing was changed.");
        }

        await database.Connections.LookForPoolerAsync(connection, cancellationToken).ConfigureAwait(false);
        StoreFormat format = await FormatAsync(connection, cancellationToken).ConfigureAwait(false);
        if (now is null || format == StoreFormat.Current)
        {
            return format;
        }

        var set = new NpgsqlCommand(SetUp(names, now.Value.UtcTicks), connection);
        await using (set.ConfigureAwait(false))
        {
            await set.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        return await FormatAsync(connection, cancellationToken).ConfigureAwait(false);   // another build may have been first
    }

    private async ValueTask<StoreFormat> FormatAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
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
                    return StoreFormat.None;
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
                return StoreStamp.Demand(
                    database.Place, isStamped && !stamp.IsDBNull(0) ? stamp.GetString(0) : null, isStamped && !stamp.IsDBNull(1) ? stamp.GetString(1) : "");
            }
        }
    }

    // One statement and so one transaction, which no client can hold up: of those that come at once one sets the store up, or upgrades it, the
    // others wait for the lock and find it there.
    private static string SetUp(StoreNames names, long now)
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
            .AppendLine($"ELSIF (SELECT format FROM {names.Stamp}) = {StoreFormat.First:D} THEN")
            .AppendLine(StoreTables.Upgrade(names, now))
            .AppendLine(StoreFunctions.Create(names))
            .Append($"END IF; END {quote}")
            .ToString();
    }
}
