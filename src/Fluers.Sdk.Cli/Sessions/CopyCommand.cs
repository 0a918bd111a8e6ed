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

    private static readonly Argument<string[]> Ids = new("id") { Description = "The ids of the sessions; all sessions unless stated.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create() =>
        new Command("copy", "Copies sessions to another store, reads each back, and leaves the originals. Given again it goes on where it was, and takes over what was stored since.")
        {
            Ids, CommonOptions.Store, To, CommonOptions.Tenant, CommonOptions.AllTenants, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SessionKey[] named = [.. line.GetValue(Ids)!.Select(id => Keys.Of(line, id))];
        if (named.Length > 0 && line.GetValue(CommonOptions.AllTenants))
        {
            throw Failure.Usage("An id names a session of one tenant, and --all-tenants means the sessions of every tenant. Give one of them.");
        }

        await using ISessionStorage source = StoreKinds.Open(line.GetValue(CommonOptions.Store)!);
        var walk = SessionWalk.By(line, source);
        long total = named.Length > 0 ? named.Length : await walk.CountAsync(cancellationToken);
        await using ISessionStorage target = StoreKinds.OpenOrCreate(line.GetRequiredValue(To));
        var copy = new SessionCopy(source, target);
        var counts = new Dictionary<Copied, long>();
        var failures = new List<Finding>();
        await Watch.ProgressAsync("copying", total, async step =>
        {
            await foreach (SessionKey key in (named.Length > 0 ? named.ToAsyncEnumerable() : walk.SessionsAsync(cancellationToken).Select(session => session.Key)))
            {
                try
                {
                    Copied copied = await copy.CopyAsync(key, cancellationToken);
                    counts[copied] = counts.GetValueOrDefault(copied) + 1;
                }
                catch (Exception e) when (e is SessionConflictException or SessionNotFoundException or SessionCorruptException)
                {
                    failures.Add(new Finding(key, null, "not copied", e is SessionConflictException ? "another session has this id in the other store; nothing of it was changed" : e.Message));
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
            json.WriteString("because", failure.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
