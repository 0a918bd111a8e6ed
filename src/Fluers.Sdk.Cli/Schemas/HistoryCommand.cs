using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary><c>fluers schema history</c>: how a schema became what it is.</summary>
internal static class HistoryCommand
{
    public static Command Create() =>
        new Command("history", "Tells version by version what changed, and what each hop needs.") { Named.Id, CommonOptions.Schemas, CommonOptions.Json }.Does(Run);

    private static Task<int> Run(ParseResult line, CancellationToken cancellationToken)
    {
        SchemaLock schema = Named.Schema(line);
        if (line.GetValue(CommonOptions.Json))
        {
            Write(schema);
            return Task.FromResult(ExitCode.Success);
        }

        foreach ((VersionBlock block, IReadOnlyCollection<Finding> findings) in Steps(schema))
        {
            Output.Line($"[bold]version {block.Version}[/], {(block.IsPublished ? "published" : "[yellow]draft[/]")}, {Sizes.Count(Members(block), "member")}");
            foreach (Finding finding in findings)
            {
                Output.Line($"  {(finding.Rule.IsGap ? "[yellow]gap[/]" : "   ")} {Output.Safe(ChangeText.Describe(schema.Id, finding))}");
            }
        }

        return Task.FromResult(ExitCode.Success);
    }

    private static void Write(SchemaLock schema) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach ((VersionBlock block, IReadOnlyCollection<Finding> findings) in Steps(schema))
        {
            json.WriteStartObject();
            json.WriteNumber("version", block.Version);
            json.WriteString("status", block.IsPublished ? "published" : "draft");
            json.WriteNumber("gaps", findings.Count(finding => finding.Rule.IsGap));
            json.WritePropertyName("changes");
            FindingTable.Write(json, schema.Id, findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Each version, and what it changed of the one before.</summary>
    private static IEnumerable<(VersionBlock Block, IReadOnlyCollection<Finding> Findings)> Steps(SchemaLock schema) =>
        schema.Versions.Select((block, i) => (block, (IReadOnlyCollection<Finding>)(i == 0 ? [] : Judge.Compare(schema.Versions[i - 1].Shape, block.Shape))));

    private static int Members(VersionBlock block) => block.Shape.Root.AllMembers.Count(member => !member.IsRetired);
}
