using System.CommandLine;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Storage;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions stats</c>: the census of a store.</summary>
internal static class StatsCommand
{
    private static readonly Option<string?> Chart = new("--chart") { Description = "Writes a chart of the versions at rest to this file, as SVG.", HelpName = "file.svg" };

    public static Command Create() =>
        new Command("stats", "Counts what is stored by schema and version, and answers whether an old version may be dropped.")
        {
            CommonOptions.Store, CommonOptions.Tenant, CommonOptions.AllTenants, CommonOptions.Schemas, Chart, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SchemaCatalog catalog = SchemaCatalog.Open(line.GetValue(CommonOptions.Schemas)!);
        await using ISessionStorage storage = StoreKinds.OpenToRead(line.GetValue(CommonOptions.Store)!);
        var walk = SessionWalk.By(line, storage);
        await walk.DemandAsync(cancellationToken);
        bool isWhole = walk.Tenant is null || (Tenants.Tell(storage) && await walk.OthersAsync(cancellationToken) is []);
        long total = await walk.CountAsync(cancellationToken);
        Census census = await Watch.ProgressAsync("counting", total, async step =>
        {
            var count = new Census(storage);
            await foreach (StoredSessionInfo session in walk.SessionsAsync(cancellationToken))
            {
                await count.CountAsync(session, cancellationToken);
                step();
            }

            return count;
        });

        if (line.GetValue(Chart) is { } file)
        {
            await OutputFile.WriteAsync(file, CensusChart.Draw(census, catalog), cancellationToken);
        }

        if (line.GetValue(CommonOptions.Json))
        {
            CensusJson.Write(census, catalog, walk.Tenant, isWhole);
        }
        else
        {
            Show(census, catalog, isWhole ? null : walk.Tenant, isWhole);
        }

        return census.NotRead.Count == 0 ? ExitCode.Success : ExitCode.Findings;
    }

    private static void Show(Census census, SchemaCatalog catalog, string? tenant, bool isWhole)
    {
        Output.Line($"{Sizes.Count(census.Sessions, "session")}, {Sizes.Count(census.Entries, "entry", "entries")}, {Sizes.Bytes(census.Bytes)}");
        if (census.Sessions == 0)
        {
            return;
        }

        Output.Line();
        Table versions = Output.Table("schema", ">version", "as", ">sessions", ">frames", ">size");
        foreach (((ulong schema, int version), Census.Share share) in census.Shares.OrderBy(share => catalog.NameOf(share.Key.Schema)).ThenBy(share => share.Key.Version))
        {
            versions.AddRow(
                Output.Safe(catalog.NameOf(schema)), $"{version}", share.IsHead ? "head" : "entry",
                Sizes.Number(share.Sessions), Sizes.Number(share.Frames), Sizes.Bytes(share.Bytes));
        }

        Output.Write(versions);
        Output.Line();
        foreach (DropAdvice advice in DropAdvice.Of(census, catalog, isWhole))
        {
            Output.Line(Output.Safe(advice.Text));
        }

        if (tenant is not null)
        {
            Output.Line($"[dim]{Output.Safe($"This is tenant '{tenant}' alone; --all-tenants answers for the whole store.")}[/]");
        }

        Output.Line();
        Table months = Output.Table("created", ">sessions", ">size");
        foreach ((string month, Census.Month began) in census.Months)
        {
            months.AddRow(month, Sizes.Number(began.Sessions), Sizes.Bytes(began.Bytes));
        }

        Output.Write(months);
        Output.Line();
        Table largest = Output.Table("largest", ">entries", ">size");
        foreach (Census.Weight weight in census.Heaviest)
        {
            largest.AddRow(Output.Safe(weight.Session.ToString()), Sizes.Number(weight.Entries), Sizes.Bytes(weight.Bytes));
        }

        Output.Write(largest);
        if (census.NotRead.Count > 0)
        {
            Output.Line();
            foreach (Finding finding in census.NotRead)
            {
                Output.Line($"[red]{Output.Safe($"{finding.Session} is {finding.Kind}: {finding.Text}")}[/]");
            }

            Output.Line($"[red]{Sizes.Count(census.NotRead.Count, "session")} not read to the end, and counted as far as they are read: any version may be in the rest.[/]");
        }
    }
}
