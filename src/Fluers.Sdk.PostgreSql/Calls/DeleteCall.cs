using Fluers.Sdk.PostgreSql.Following;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Deletes a session.</summary>
internal sealed class DeleteCall(StoreStatements statements, ChangeChannel channel, SessionKey key, string? durability)
    : ChangeCall<bool>(statements, channel, key)
{
    // The second time it would find nothing to delete, whoever deleted it: unless the first time has found it.
    public override bool MayBeRepeated => IsAnswered;

    protected override NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand(Statements.Delete);
        command.Parameters.Text(Changed.Tenant).Text(Changed.Id.Value).Text(durability);
        return command;
    }

    protected override bool Result(NpgsqlDataReader answer) => answer.GetBoolean(0);

    protected override bool Merge(bool earlier, bool last) => earlier || last;
}
