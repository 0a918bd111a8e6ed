using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Sessions;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Migration;

/// <summary><c>fluers migrate</c>: what is stored in older versions is brought to the newest, by the hops of the user's build.</summary>
internal static class MigrateCommand
{
    private const int Returns = 3;

    private static readonly TimeSpan BeforeReturn = TimeSpan.FromSeconds(1);

    private static readonly Option<string> Assembly = new("--assembly") { Description = "The build of your app that has the schemas and their hops.", HelpName = "app.dll", Required = true };
    private static readonly Option<bool> Apply = new("--apply") { Description = "Rewrites the heads where they are. Logs are never rewritten; their entries migrate as they are read." };
    private static readonly Option<string?> To = new("--to") { Description = "Writes whole sessions, logs too, to this store instead; the originals stay.", HelpName = "store" };

    public static Command Create() =>
        new Command("migrate", "Brings stored sessions to the newest versions. Without --apply or --to it is a dry run: everything is tried and nothing is stored.")
        {
            Assembly, CommonOptions.Store, CommonOptions.Tenant, CommonOptions.AllTenants, Apply, To, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        if (line.GetValue(Apply) && line.GetValue(To) is not null)
        {
            throw Failure.Usage("--apply rewrites where the sessions are, and --to writes elsewhere. Give one of them.");
        }

        var tally = new MigrationTally(UserAssembly.Load(line.GetRequiredValue(Assembly)));
        string url = line.GetValue(CommonOptions.Store)!;
        await using ISessionStorage storage = line.GetValue(Apply) ? StoreKinds.OpenToWrite(url) : StoreKinds.OpenToRead(url);
        var walk = SessionWalk.By(line, storage);
        await walk.DemandAsync(cancellationToken);
        await using ISessionStorage? target = line.GetValue(To) is { } to ? StoreKinds.OpenOrCreate(to) : null;
        Migration migration = target is null ? new Migration.InPlace(storage, tally, line.GetValue(Apply)) : new Migration.ToAnotherStore(storage, target, tally);
        long sessions = await RunAsync(walk, migration, cancellationToken);
        bool isDry = target is null && !line.GetValue(Apply);
        if (line.GetValue(CommonOptions.Json))
        {
            Write(sessions, isDry, tally, migration);
        }
        else
        {
            Show(sessions, isDry, target is not null, tally, migration);
        }

        return migration.Failures.Count == 0 ? ExitCode.Success : ExitCode.Findings;
    }

    private static async Task<long> RunAsync(SessionWalk walk, Migration migration, CancellationToken cancellationToken)
    {
        // Each commit puts its session at the end of the tenant's listing, so what is rewritten comes a second time, and is passed over.
        long total = await walk.CountAsync(cancellationToken);
        return await Watch.ProgressAsync("migrating", total, async step =>
        {
            long count = 0;
            string? tenant = null;
            var seen = new HashSet<SessionId>();
            var inUse = new List<StoredSessionInfo>();
            await foreach (StoredSessionInfo session in walk.SessionsAsync(cancellationToken))
            {
                if (session.Key.Tenant != tenant)
                {
                    tenant = session.Key.Tenant;
                    seen.Clear();
                }

                if (!seen.Add(session.Key.Id))
                {
                    continue;
                }

                count++;

                if (!await migration.RunAsync(session, cancellationToken))
                {
                    inUse.Add(session);
                }

                step();
            }

            await ReturnAsync(inUse, migration, cancellationToken);
            return count;
        });
    }

    private static async Task ReturnAsync(List<StoredSessionInfo> inUse, Migration migration, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Returns && inUse.Count > 0; i++)
        {
            await Task.Delay(BeforeReturn, cancellationToken);
            foreach (StoredSessionInfo session in inUse.ToArray())
            {
                if (await migration.RunAsync(session, cancellationToken))
                {
                    inUse.Remove(session);
                }
            }
        }

        migration.Failures.AddRange(inUse.Select(session => new Finding(session.Key, null, "in use", "an app is at work on it; run the migration again")));
    }

    private static void Show(long sessions, bool isDry, bool isElsewhere, MigrationTally tally, Migration migration)
    {
        if (sessions > 0)
        {
            Table table = Output.Table("schema", ">version", ">becomes", "as", ">frames");
            foreach ((string schema, int from, int to, FrameKind kind, long frames) in tally.Rows)
            {
                bool stays = from == to || (kind == FrameKind.Entry && !isElsewhere);
                table.AddRow(Output.Safe(schema), $"{from}", stays ? "[dim]stays[/]" : $"{to}", kind == FrameKind.Head ? "head" : "entry", Sizes.Number(frames));
            }

            Output.Write(table);
        }

        foreach (Finding failure in migration.Failures)
        {
            Output.Line($"[red]{Output.Safe($"{failure.Session} {failure.Kind}: {failure.Text}")}[/]");
        }

        string count = $"{Sizes.Number(migration.Changed)} of {Sizes.Count(sessions, "session")}";
        Output.Line(isDry
            ? $"Dry run, nothing was stored: older versions in {count}, {Sizes.Number(migration.Failures.Count)} would fail. --apply rewrites heads, --to writes all of it to another store."
            : $"{count} {(isElsewhere ? "written and read back" : "rewritten")}, {Sizes.Number(migration.Failures.Count)} left as they were.");
    }

    private static void Write(long sessions, bool isDry, MigrationTally tally, Migration migration) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("dryRun", isDry);
        json.WriteNumber("sessions", sessions);
        json.WriteNumber("changed", migration.Changed);
        json.WriteStartArray("frames");
        foreach ((string schema, int from, int to, FrameKind kind, long frames) in tally.Rows)
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            json.WriteNumber("from", from);
            json.WriteNumber("to", to);
            json.WriteString("as", kind == FrameKind.Head ? "head" : "entry");
            json.WriteNumber("frames", frames);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach (Finding failure in migration.Failures)
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
