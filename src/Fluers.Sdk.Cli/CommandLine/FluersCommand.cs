using System.CommandLine;
using System.CommandLine.Parsing;
using Fluers.Sdk.Cli.Migration;
using Fluers.Sdk.Cli.Schemas;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Cli.Sessions;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>The whole command line.</summary>
internal static class FluersCommand
{
    // How long what is under way may take to come to an end after Ctrl-C.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] arguments)
    {
        RootCommand root = Create();
        ParseResult line = root.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            string command = string.Join(' ', Names(line.CommandResult).Reverse());
            // A word that nobody knows says more than the command that is missing for it.
            ParseError error = line.Errors.FirstOrDefault(found => line.UnmatchedTokens.Any(word => found.Message.Contains($"'{word}'", StringComparison.Ordinal))) ?? line.Errors[0];
            Output.Complain($"{error.Message.TrimEnd('.')}. See '{command} --help'.");
            return ExitCode.Usage;
        }

        return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Patience });
    }

    private static RootCommand Create() => new($"Schemas and sessions of Fluers.Sdk: shows, checks and moves them, without the code that wrote them. {ExitCode.Legend}")
    {
        CommonOptions.Verbose,
        SessionsCommand.Create(),
        SchemaCommand.Create(),
        MigrateCommand.Create(),
        CompletionCommand.Create(),
    };

    private static IEnumerable<string> Names(CommandResult? command)
    {
        for (; command is not null; command = command.Parent as CommandResult)
        {
            yield return command.Command is RootCommand ? "fluers" : command.Command.Name;
        }
    }
}
