using System.CommandLine;

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
        PublishCommand.Create(),
        GraphCommand.Create(),
    };
}
