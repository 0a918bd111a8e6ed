using System.CommandLine;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Locks;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary><c>fluers schema list</c>: the locks of a folder.</summary>
internal static class ListCommand
{
    public static Command Create() =>
        new Command("list", "Lists the schemas that have locks here.") { CommonOptions.Schemas, CommonOptions.Json }.Does(Run);

    private static Task<int> Run(ParseResult line, CancellationToken cancellationToken)
    {
        IReadOnlyList<LockFile> files = LockFiles.At(line.GetValue(CommonOptions.Schemas)!);
        if (line.GetValue(CommonOptions.Json))
        {
            Write(files);
        }
        else if (files.Count == 0)
        {
            Output.Line("No locks. A build writes them: dotnet build.");
        }
        else
        {
            Show(files);
        }

        return Task.FromResult(ExitCode.Success);
    }

    private static void Show(IReadOnlyList<LockFile> files)
    {
        Table table = Output.Table("schema", ">version", "status", ">oldest readable", "log of", "lock");
        foreach ((string path, SchemaLock schema) in files)
        {
            table.AddRow(
                Output.Safe(schema.Id), $"{schema.Last.Version}", schema.Last.IsPublished ? "published" : "[yellow]draft[/]",
                $"{schema.Last.Shape.OldestReadable}", Output.Safe(schema.Last.Shape.Log ?? ""), Output.Safe(path));
        }

        Output.Write(table);
    }

    private static void Write(IReadOnlyList<LockFile> files) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach ((string path, SchemaLock schema) in files)
        {
            json.WriteStartObject();
            json.WriteString("schema", schema.Id);
            json.WriteNumber("version", schema.Last.Version);
            json.WriteString("status", schema.Last.IsPublished ? "published" : "draft");
            json.WriteNumber("oldestReadable", schema.Last.Shape.OldestReadable);
            if (schema.Last.Shape.Log is { } log)
            {
                json.WriteString("log", log);
            }

            json.WriteString("lock", path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
