using System.Text;
using Fluers.Sdk.PostgreSql.Following;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Copies a session within the database. The fork has a commit id, so that asking again makes no second one.</summary>
internal sealed class ForkCall(
    StoreStatements statements, ChangeChannel channel, SessionKey source, long entryCount, SessionKey fork, DateTimeOffset now, string? durability)
    : ChangeCall<CommitOutcome>(statements, channel, fork)
{
    private readonly Guid _commitId = Guid.CreateVersion7();

    protected override NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand(Statements.Fork);
        command.Parameters
            .Text(source.Tenant)
            .Text(source.Id.Value)
            .Text(Changed.Tenant)
            .Text(Changed.Id.Value)
            .Number(entryCount)
            .Id(_commitId)
            .Bytes(Encoding.ASCII.GetBytes($"fork of {source.Tenant}/{source.Id} at {entryCount}"))
            .Number(now.UtcTicks)
            .Text(durability);
        return command;
    }

    protected override CommitOutcome Result(NpgsqlDataReader answer) => CommitAnswer.Read(answer, source);

    protected override CommitOutcome Merge(CommitOutcome earlier, CommitOutcome last) => CommitAnswer.Merge(earlier, last);
}
