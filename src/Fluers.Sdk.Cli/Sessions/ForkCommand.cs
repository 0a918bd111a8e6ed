using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Stores;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions fork</c>: a new session that begins as another one did.</summary>
internal static class ForkCommand
{
    private static readonly Option<long?> At = Required(Inputs.Number("--at", 0, "How many entries to take over: the number of the first one left out."));

    public static Command Create() =>
        new Command("fork", "Begins a new session with the head of another one and its first entries, and writes its id.")
        {
            CommonOptions.SessionId, At, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.AllTenants, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        long at = line.GetRequiredValue(At)!.Value;
        await using Opened opened = Opened.ToWrite(line);
        SessionKey key = await Keys.FindAsync(line, opened.Storage, cancellationToken);
        SessionStore sessions = opened.In(key.Tenant);
        SessionInfo info = await sessions.GetInfoAsync(key.Id, cancellationToken);
        if (at > info.EntryCount)
        {
            throw Failure.Usage($"Session '{key}' has {info.EntryCount} entries. Give --at with 0 to {info.EntryCount}.");
        }

        NewSession.Tell(line, new SessionKey(key.Tenant, await sessions.ForkAsync(key.Id, at, cancellationToken)));
        return ExitCode.Success;
    }

    private static Option<long?> Required(Option<long?> option)
    {
        option.Required = true;
        return option;
    }
}
