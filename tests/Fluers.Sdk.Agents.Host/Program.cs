using System.Globalization;
using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.PostgreSql;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;

// The other process of the agent tests. Arguments: what to do, the address of the storage, the folder of the tools' effects, the length of the lease in
// milliseconds, and what the command needs.
(string command, string address, string effects, int lease) = (args[0], args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
HaltPoint point = command == "turn" ? Enum.Parse<HaltPoint>(args[4]) : HaltPoint.None;
var storage = new HaltingStorage(Open(address), point, Report);
await using var store = new SessionStore(storage);
string? gate = command == "work" ? args[4] : null;
var tools = new TestTools(effects, async () =>
{
    await storage.PassAsync(HaltPoint.InTool);
    if (gate is not null)
    {
        await Files.UntilAsync(effects, () => File.Exists(gate));
    }
});
await using var runner = new SessionRunner<AgentState>(
    store, new StrictChatClient(new ScriptedModel(TimeSpan.FromMilliseconds(2))), tools.Options(TimeSpan.FromMilliseconds(lease)) with { Concurrency = 4 });
switch (command)
{
    case "turn":
        var session = new SessionId(args[5]);
        await store.CreateAsync(session, new AgentState());
        if (point == HaltPoint.InAbort)
        {
            AgentReceipt receipt = await runner.DispatchAsync(session, args[6], "key");
            _ = runner.ResumeAsync(session);
            await foreach (AgentEntry entry in store.TailAsync<AgentEntry>(session))
            {
                if (entry is AgentEntry.ToolStarted)
                {
                    await runner.AbortAsync(receipt, "enough");
                }
            }
        }

        await runner.InvokeAsync(session, args[6], "key");
        Report("settled");
        break;
    case "work":
        Report("open");
        await runner.WorkAsync(CancellationToken.None);
        break;
    case "wait":
        Report("open");
        AgentOutcome outcome = await runner.WaitAsync(AgentReceipt.Parse(args[4]));
        Report($"{outcome.Status} {outcome.Text}");
        break;
    default:
        throw new ArgumentException($"There is no command '{command}'.");
}

static ISessionStorage Open(string address) => address.Split('|') switch
{
    ["sqlite", var path] => SqliteStorage.Open(path),
    ["postgresql", var server, var schema] => PostgreSqlStorage.Open(server, new PostgreSqlOptions { Schema = schema }),
    _ => throw new ArgumentException($"There is no storage at '{address}'."),
};

static void Report(string line)
{
    Console.Out.WriteLine(line);
    Console.Out.Flush();
}
