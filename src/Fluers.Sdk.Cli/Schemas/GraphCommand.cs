using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary><c>fluers schema graph</c>: how a schema grew, as a picture.</summary>
internal static class GraphCommand
{
    private static readonly Option<string> Format = new Option<string>("--format") { Description = "mermaid, which documents show, or svg.", DefaultValueFactory = _ => "mermaid" }.AcceptOnlyFromAmong("mermaid", "svg");

    private static readonly Option<string?> To = new("--output") { Description = "The file to write; standard output by default.", HelpName = "file" };

    public static Command Create() =>
        new Command("graph", "Draws how a schema grew: versions, members, hops, retired keys.") { Named.Id, Format, To, CommonOptions.Schemas, CommonOptions.Json }.Does(RunAsync);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SchemaLock schema = Named.Schema(line);
        string picture = line.GetValue(Format) == "svg" ? HistoryPicture.Draw(schema) : HistoryMermaid.Draw(schema);
        if (line.GetValue(To) is { } file)
        {
            await OutputFile.WriteAsync(file, picture, cancellationToken);
        }
        else if (line.GetValue(CommonOptions.Json))
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("schema", schema.Id);
                json.WriteString("picture", picture);
                json.WriteEndObject();
            });
        }
        else
        {
            Output.Raw(picture);
        }

        return ExitCode.Success;
    }
}
