using System.CommandLine;
using Fluers.Sdk.Cli.Schemas.Checking;
using Fluers.Sdk.Cli.Schemas.Merging;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary><c>fluers schema</c>.</summary>
internal static class SchemaCommand
{
    public static Command Create() => new("schema", "The recorded shapes of schemas: their locks. 'check' is for build servers.")
    {
        ListCommand.Create(),
        ShowCommand.Create(),
        DiffCommand.Create(),
        HistoryCommand.Create(),
        CheckCommand.Create(),
        MergeCommand.Create(),
        PublishCommand.Create(),
        GraphCommand.Create(),
    };
}
