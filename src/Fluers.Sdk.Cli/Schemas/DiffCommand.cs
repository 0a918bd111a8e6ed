using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary><c>fluers schema diff</c>: what the judge finds between two versions.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> From = new("from") { Description = "The older version, such as 2 or V2." };
    private static readonly Argument<string> To = new("to") { Description = "The newer version." };

    public static Command Create() =>
        new Command("diff", "Compares two versions of a schema: every change, and whether old and new builds read each other's data.")
        {
            Named.Id, From, To, CommonOptions.Schemas, CommonOptions.Json,
        }.Does(Run);

    private static Task<int> Run(ParseResult line, CancellationToken cancellationToken)
    {
        SchemaLock schema = Named.Schema(line);
        VersionBlock from = Named.Version(schema, line.GetRequiredValue(From));
        VersionBlock to = Named.Version(schema, line.GetRequiredValue(To));
        EquatableArray<Finding> findings = Judge.Compare(from.Shape, to.Shape);
        if (line.GetValue(CommonOptions.Json))
        {
            JsonOutput.Write(json => FindingTable.Write(json, schema.Id, findings));
        }
        else if (findings.Count == 0)
        {
            Output.Line($"{Output.Safe(schema.Id)}: versions {from.Version} and {to.Version} store the same.");
        }
        else
        {
            FindingTable.Show(schema.Id, findings);
        }

        return Task.FromResult(ExitCode.Success);
    }
}
