using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions delete</c>: a session and all its content, for ever.</summary>
internal static class DeleteCommand
{
    private static readonly Option<bool> Yes = new("--yes") { Description = "Does not ask." };

    public static Command Create() =>
        new Command("delete", "Deletes a session. Nothing brings it back, and its id stays spent.")
        {
            CommonOptions.SessionId, Yes, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SessionKey key = Keys.Of(line);
        await using Opened opened = Opened.By(line);
        SessionInfo info = await opened.Sessions.GetInfoAsync(key.Id, cancellationToken);
        string what = $"session '{key}' with {Sizes.Count(info.EntryCount, "entry", "entries")}";
        if (!line.GetValue(Yes) && !await AskAsync(what, cancellationToken))
        {
            throw new Failure(ExitCode.Usage, $"Nothing was deleted: {what} is still there.");
        }

        await opened.Sessions.DeleteAsync(key.Id, cancellationToken);
        if (line.GetValue(CommonOptions.Json))
        {
            NewSession.Tell(line, key.Id);
        }
        else
        {
            Output.Line(Output.Safe($"Deleted {what}."));
        }

        return ExitCode.Success;
    }

    private static Task<bool> AskAsync(string what, CancellationToken cancellationToken) => Console.IsInputRedirected || Output.Watched is not { } terminal
        ? throw Failure.Usage($"Deleting {what} cannot be undone, and nobody is here to be asked. Give --yes.")
        : terminal.PromptAsync(new ConfirmationPrompt(Output.Safe($"Delete {what} for ever?")) { DefaultValue = false }, cancellationToken);
}
