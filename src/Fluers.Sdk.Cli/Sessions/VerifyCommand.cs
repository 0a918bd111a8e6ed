using System.CommandLine;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Storage;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions verify</c>: which sessions would not load.</summary>
internal static class VerifyCommand
{
    public static Command Create() =>
        new Command("verify", "Reads every frame and tells which sessions would not load with the schemas of this folder, or of --schemas: checksum, order, version, shape. Ends with 1 if there are any. Before a deployment, run it on the locks of the build that is to be deployed, and try that build's hops by a dry run of 'fluers migrate'.")
        {
            CommonOptions.Store, CommonOptions.Tenant, CommonOptions.AllTenants, CommonOptions.Schemas, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SchemaCatalog catalog = SchemaCatalog.Open(line.GetValue(CommonOptions.Schemas)!);
        await using ISessionStorage storage = StoreKinds.OpenToRead(line.GetValue(CommonOptions.Store)!);
        var walk = SessionWalk.By(line, storage);
        await walk.DemandAsync(cancellationToken);
        var check = new SessionCheck(storage, catalog);
        var findings = new List<Finding>();
        long total = await walk.CountAsync(cancellationToken);
        long sessions = await Watch.ProgressAsync("verifying", total, async step =>
        {
            long count = 0;
            await foreach (StoredSessionInfo session in walk.SessionsAsync(cancellationToken))
            {
                findings.AddRange(await check.CheckAsync(session, cancellationToken));
                count++;
                step();
            }

            return count;
        });

        // What lies around the sessions may hide one of them.
        IReadOnlyList<string> damage = storage.GetCapability<IStorageCheck>() is { } whole ? await whole.FindDamageAsync(cancellationToken) : [];
        if (line.GetValue(CommonOptions.Json))
        {
            Write(sessions, check, findings, damage);
        }
        else
        {
            Show(sessions, check, findings);
            foreach (string found in damage)
            {
                Output.Line($"[red]The store itself is damaged, and may hide sessions: {Output.Safe(found)}[/]");
            }
        }

        return findings.Count + damage.Count == 0 ? ExitCode.Success : ExitCode.Findings;
    }

    private static void Show(long sessions, SessionCheck check, List<Finding> findings)
    {
        if (findings.Count > 0)
        {
            Table table = Output.Table("session", "entry", "is", "because");
            foreach (Finding finding in findings)
            {
                table.AddRow(Output.Safe(finding.Session.ToString()), $"{finding.Entry}", $"[red]{finding.Kind}[/]", Output.Safe(finding.Text));
            }

            Output.Write(table);
        }

        int bad = findings.Where(finding => finding.Kind != Finding.SetAside).Select(finding => finding.Session).Distinct().Count();
        long aside = findings.Count(finding => finding.Kind == Finding.SetAside);
        string besides = aside == 0 ? "" : $" Something was set aside of {Sizes.Number(aside)}.";
        string read = $"{Sizes.Count(sessions, "session")}, {Sizes.Count(check.Frames, "frame")}, {Sizes.Bytes(check.Bytes)} read";
        Output.Line(bad == 0 ? $"[{(aside == 0 ? "green" : "yellow")}]{read}: all would load.{besides}[/]" : $"[red]{read}: {Sizes.Number(bad)} would not load.{besides}[/]");
    }

    private static void Write(long sessions, SessionCheck check, List<Finding> findings, IReadOnlyList<string> damage) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("sessions", sessions);
        json.WriteNumber("frames", check.Frames);
        json.WriteNumber("bytes", check.Bytes);
        json.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            SessionJson.WriteName(json, finding.Session);
            if (finding.Entry is { } entry)
            {
                json.WriteNumber("entry", entry);
            }

            json.WriteString("is", finding.Kind);
            json.WriteString("because", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("store");
        foreach (string found in damage)
        {
            json.WriteStringValue(found);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
