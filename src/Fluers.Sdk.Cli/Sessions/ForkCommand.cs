using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Stores;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions fork</c>: a new session that begins as another one did.</summary>
internal static class ForkCommand
{
    private static readonly Option<long> At = new("--at") { Description = "How many entries to take over: the number of the first one left out.", Required = true };

    public static Command Create() =>
        new Command("fork", "Begins a new session with the head of another one and its first entries, and writes its id.")
        {
            CommonOptions.SessionId, At, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SessionKey key = Keys.Of(line);
        long at = line.GetValue(At);
        await using Opened opened = Opened.By(line);
        SessionInfo info = await opened.Sessions.GetInfoAsync(key.Id, cancellationToken);
        if (at < 0 || at > info.EntryCount)
        {
            throw Failure.Usage($"Session '{key}' has {info.EntryCount} entries. Give --at with 0 to {info.EntryCount}.");
        }

        NewSession.Tell(line, await opened.Sessions.ForkAsync(key.Id, at, cancellationToken));
        return ExitCode.Success;
    }
}
