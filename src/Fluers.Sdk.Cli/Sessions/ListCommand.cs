using System.CommandLine;
using System.Text.Json;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions list</c>: the sessions of a store, without reading their content.</summary>
internal static class ListCommand
{
    private const int RowsPerTable = 500;
    private const long LimitUnlessStated = 50;

    private static readonly Option<string?> Schema = new("--schema") { Description = "Only sessions of this schema, by its id." };
    private static readonly Option<long?> Version = Inputs.Number("--version-stored", 0, "Only sessions whose head is of this version.");
    private static readonly Option<DateTimeOffset?> Since = Inputs.Time("--since", "Only sessions saved since then");
    private static readonly Option<long?> Limit = Inputs.Number("--limit", 0, $"The greatest number of sessions, {LimitUnlessStated} by default; 0 for all.");
    private static readonly Option<bool> OldestFirst = new("--oldest-first") { Description = "The latest updated last." };

    public static Command Create() =>
        new Command("list", "Lists sessions, the latest updated first.")
        {
            CommonOptions.Store, CommonOptions.Tenant, CommonOptions.AllTenants, CommonOptions.Schemas, Schema, Version, Since, Limit, OldestFirst, CommonOptions.Json,
        }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SchemaCatalog catalog = SchemaCatalog.Open(line.GetValue(CommonOptions.Schemas)!);
        await using ISessionStorage storage = StoreKinds.OpenToRead(line.GetValue(CommonOptions.Store)!);
        var walk = SessionWalk.By(line, storage);
        await walk.DemandAsync(cancellationToken);
        long limit = (line.GetValue(Limit) ?? LimitUnlessStated) is > 0 and var stated ? stated : long.MaxValue;
        IAsyncEnumerable<StoredSessionInfo> sessions = walk.SessionsAsync(
            all => all with
            {
                Order = line.GetValue(OldestFirst) ? SessionOrder.LatestLast : SessionOrder.LatestFirst,
                SchemaHash = line.GetValue(Schema) is { } id ? FrameHeader.HashOf(id) : null,
                SchemaVersion = line.GetValue(Version) is { } version ? (int)Math.Min(version, int.MaxValue) : null,
                UpdatedSince = line.GetValue(Since),
            },
            cancellationToken);
        if (line.GetValue(CommonOptions.Json))
        {
            await JsonOutput.WriteArrayAsync(sessions.Take((int)Math.Min(limit, int.MaxValue)), (json, session) => Write(json, catalog, session), cancellationToken);
        }
        else
        {
            await ShowAsync(catalog, sessions, walk.Tenant is null, limit, cancellationToken);
        }

        return ExitCode.Success;
    }

    private static async Task ShowAsync(
        SchemaCatalog catalog, IAsyncEnumerable<StoredSessionInfo> sessions, bool withTenants, long limit, CancellationToken cancellationToken)
    {
        long shown = 0;
        bool goesOn = false;
        Table table = NewTable(withTenants);
        await foreach (StoredSessionInfo session in sessions.WithCancellation(cancellationToken))
        {
            if (shown == limit)
            {
                goesOn = true;
                break;
            }

            string[] columns =
            [
                Output.Safe(session.Key.Id.Value), Output.Safe(catalog.NameOf(session.SchemaHash)), $"{session.SchemaVersion}", $"{session.Revision}",
                $"{session.EntryCount}", Sizes.Time(session.UpdatedAt), session.Damage is { } damage ? $"[red]{Output.Safe(damage)}[/]" : session.SetAside is { } aside ? $"[yellow]{Output.Safe(aside)}[/]" : "",
            ];
            table.AddRow(withTenants ? [Output.Safe(session.Key.Tenant), .. columns] : columns);
            if (++shown % RowsPerTable == 0)
            {
                Output.Write(table);
                table = NewTable(withTenants).HideHeaders();
            }
        }

        if (shown == 0)
        {
            Output.Line("No sessions.");
            return;
        }

        if (table.Rows.Count > 0)
        {
            Output.Write(table);
        }

        if (goesOn)
        {
            Output.Line($"[dim]The first {Sizes.Number(shown)}; --limit 0 shows all.[/]");
        }
    }

    private static Table NewTable(bool withTenants)
    {
        string[] columns = ["session", "schema", ">version", ">revision", ">entries", "updated", "damage"];
        return Output.Table(withTenants ? ["tenant", .. columns] : columns);
    }

    private static void Write(Utf8JsonWriter json, SchemaCatalog catalog, StoredSessionInfo session)
    {
        json.WriteStartObject();
        SessionJson.Write(json, catalog, session);
        json.WriteEndObject();
    }
}
