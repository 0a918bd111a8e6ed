using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Storage;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions delete</c>: sessions and all their content, for ever.</summary>
internal static class DeleteCommand
{
    private static readonly Argument<string[]> Ids = new("id") { Description = "The ids of the sessions.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Does not ask." };

    public static Command Create() =>
        new Command("delete", "Deletes sessions. Nothing brings them back, and their ids stay spent. Where one of the ids is not found, nothing is deleted.")
        {
            Ids, Yes, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.AllTenants, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        await using Opened opened = Opened.ToWrite(line);
        List<StoredSessionInfo> sessions = await FindAsync(line, opened.Storage, cancellationToken);
        string what = sessions is [var only]
            ? $"{Described(only)}"
            : $"{Sizes.Count(sessions.Count, "session")} ({string.Join(", ", sessions.Select(session => $"'{session.Key}'"))})";
        if (!line.GetValue(Yes) && !await AskAsync(what, cancellationToken))
        {
            throw new Failure(ExitCode.Usage, $"Nothing was deleted: {what} {(sessions.Count == 1 ? "is" : "are")} still there.");
        }

        bool isJson = line.GetValue(CommonOptions.Json);
        foreach (StoredSessionInfo session in sessions)
        {
            await opened.In(session.Key.Tenant).DeleteAsync(session.Key.Id, cancellationToken);
            if (!isJson)
            {
                Output.Line(Output.Safe($"Deleted {Described(session)}."));
            }
        }

        if (isJson)
        {
            Write(sessions);
        }

        return ExitCode.Success;
    }

    /// <summary>All that are named, or none.</summary>
    private static async Task<List<StoredSessionInfo>> FindAsync(ParseResult line, ISessionStorage storage, CancellationToken cancellationToken)
    {
        var found = new List<StoredSessionInfo>();
        foreach (string id in line.GetRequiredValue(Ids).Distinct(StringComparer.Ordinal))
        {
            SessionKey key = await Keys.FindAsync(line, storage, id, infers: false, cancellationToken);
            found.Add(await storage.GetInfoAsync(key, cancellationToken) ?? throw new SessionNotFoundException(key));
        }

        return found;
    }

    private static string Described(StoredSessionInfo session) => $"session '{session.Key}' with {Sizes.Count(session.EntryCount, "entry", "entries")}";

    private static Task<bool> AskAsync(string what, CancellationToken cancellationToken) => Surroundings.Current.IsUnattended || Output.Watched is not { } terminal
        ? throw Failure.Usage($"Deleting {what} cannot be undone, and nobody is here to be asked. Give --yes.")
        : terminal.PromptAsync(new ConfirmationPrompt(Output.Safe($"Delete {what} for ever?")) { DefaultValue = false }, cancellationToken);

    private static void Write(List<StoredSessionInfo> deleted) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (StoredSessionInfo session in deleted)
        {
            json.WriteStartObject();
            SessionJson.WriteName(json, session.Key);
            json.WriteNumber("entries", session.EntryCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
