using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Storage;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions copy</c>: from one store to another, of whatever kinds.</summary>
internal static class CopyCommand
{
    private static readonly Option<string> To = new("--to") { Description = "The store that takes the sessions, as --store; made where there is none.", HelpName = "store", Required = true };

    private static readonly Argument<string[]> Ids = new("id") { Description = "The ids of the sessions; all sessions by default.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create() =>
        new Command("copy", "Copies sessions to another store, reads each back, and leaves the originals. Given again it goes on where it was, and takes over what was stored since.")
        {
            Ids, CommonOptions.Store, To, CommonOptions.Tenant, CommonOptions.AllTenants, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        await using ISessionStorage source = StoreKinds.OpenToRead(line.GetValue(CommonOptions.Store)!);
        var walk = SessionWalk.By(line, source);
        var failures = new List<Finding>();
        StoredSessionInfo[]? named = line.GetValue(Ids) is { Length: > 0 } ids ? await FindAsync(line, source, ids, failures, cancellationToken) : null;
        if (named is null)
        {
            await walk.DemandAsync(cancellationToken);
        }

        long total = named?.Length ?? await walk.CountAsync(cancellationToken);
        await using ISessionStorage target = StoreKinds.OpenOrCreate(line.GetRequiredValue(To));
        var copy = new SessionCopy(source, target);
        var counts = new Dictionary<Copied, long>();
        var trouble = new Trouble(source, target);
        await Watch.ProgressAsync("copying", total, async step =>
        {
            await foreach (StoredSessionInfo session in named?.ToAsyncEnumerable() ?? walk.SessionsAsync(cancellationToken))
            {
                Finding? failure = await trouble.WithAsync(
                    session.Key,
                    async () =>
                    {
                        Copied copied = await copy.CopyAsync(session.Key, cancellationToken);
                        counts[copied] = counts.GetValueOrDefault(copied) + 1;
                    },
                    cancellationToken);
                failure ??= session.Damage is { } damage ? new Finding(session.Key, null, "damaged", $"copied as far as it is whole: {damage}") : null;
                if (failure is not null)
                {
                    failures.Add(failure);
                }

                step();
            }

            return true;
        });

        if (line.GetValue(CommonOptions.Json))
        {
            Write(counts, failures);
        }
        else
        {
            Show(counts, failures);
        }

        return failures.Count == 0 ? ExitCode.Success : ExitCode.Findings;
    }

    /// <summary>Those that are named. One that is not there is a failure, and hides no other.</summary>
    private static async Task<StoredSessionInfo[]> FindAsync(ParseResult line, ISessionStorage source, string[] ids, List<Finding> failures, CancellationToken cancellationToken)
    {
        var found = new List<StoredSessionInfo>();
        foreach (string id in ids.Distinct(StringComparer.Ordinal))
        {
            try
            {
                SessionKey key = await Keys.FindAsync(line, source, id, infers: true, cancellationToken);
                found.Add(await source.GetInfoAsync(key, cancellationToken) ?? throw new SessionNotFoundException(key));
            }
            catch (SessionNotFoundException e)
            {
                failures.Add(new Finding(e.Key, null, "not found", e.Message));
            }
        }

        return [.. found];
    }

    private static void Show(Dictionary<Copied, long> counts, List<Finding> failures)
    {
        if (failures.Count > 0)
        {
            Table table = Output.Table("session", "not copied because");
            foreach (Finding failure in failures)
            {
                table.AddRow(Output.Safe(failure.Session.ToString()), Output.Safe(failure.Text));
            }

            Output.Write(table);
        }

        Output.Line(
            $"{Sizes.Count(counts.GetValueOrDefault(Copied.Done), "session")} copied and read back, {Sizes.Number(counts.GetValueOrDefault(Copied.CaughtUp))} caught up, "
            + $"{Sizes.Number(counts.GetValueOrDefault(Copied.Same))} there already, {Sizes.Number(failures.Count)} not copied.");
    }

    private static void Write(Dictionary<Copied, long> counts, List<Finding> failures) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("copied", counts.GetValueOrDefault(Copied.Done));
        json.WriteNumber("caughtUp", counts.GetValueOrDefault(Copied.CaughtUp));
        json.WriteNumber("same", counts.GetValueOrDefault(Copied.Same));
        json.WriteStartArray("failures");
        foreach (Finding failure in failures)
        {
            json.WriteStartObject();
            SessionJson.WriteName(json, failure.Session);
            json.WriteString("is", failure.Kind);
            json.WriteString("because", failure.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
