using Fluers.Sdk.PostgreSql.Database;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Asks for the tenants that have sessions, a page of them.</summary>
/// <param name="statements">The statements.</param>
/// <param name="behind">The last tenant of the page before; empty for the first page.</param>
internal sealed class TenantsCall(StoreStatements statements, string behind) : DatabaseCall<IReadOnlyList<string>>
{
    /// <summary>The greatest number of tenants in a page.</summary>
    public const int PageSize = 100;

    public override bool Changes => false;

    public override async ValueTask<IReadOnlyList<string>> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(statements.Tenants, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Text(behind).Number(PageSize);
            NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                var tenants = new List<string>();
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    tenants.Add(rows.GetString(0));
                }

                return tenants;
            }
        }
    }
}
