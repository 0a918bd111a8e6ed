using System.CommandLine;
using System.CommandLine.Help;
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

    /// <summary>Every command with its options. Options are shared by commands, so it is made once.</summary>
    public static RootCommand Root { get; } = Create();

    /// <summary>Runs the tool in its process.</summary>
    public static Task<int> RunAsync(string[] arguments) => RunAsync(arguments, Surroundings.Current);

    /// <summary>Runs the tool within another program.</summary>
    public static async Task<int> RunAsync(string[] arguments, Surroundings surroundings, CancellationToken cancellationToken = default)
    {
        surroundings.Enter();
        ParseResult line = Root.Parse(arguments);
        if (Misuse.Of(line, arguments) is { } misuse)
        {
            Output.Complain($"{Mask.In(misuse, arguments)}. See '{NameOf(line.CommandResult)} --help'.");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = surroundings.IsProcess ? Patience : null,
            Output = surroundings.Out,
            Error = surroundings.Error,
        };
        return await line.InvokeAsync(configuration, cancellationToken);
    }

    /// <summary>A command as it is typed, such as <c>fluers sessions list</c>.</summary>
    public static string NameOf(CommandResult command) => string.Join(' ', Names(command).Reverse());

    private static RootCommand Create()
    {
        var root = new RootCommand($"Schemas and sessions of Fluers.Sdk: shows, checks and moves them, without the code that wrote them. {ExitCode.Legend}")
        {
            CommonOptions.Verbose,
            SessionsCommand.Create(),
            SchemaCommand.Create(),
            MigrateCommand.Create(),
            CompletionCommand.Create(),
        };
        HelpAction help = root.Options.OfType<HelpOption>().Select(option => option.Action).OfType<HelpAction>().Single();
        if (Surroundings.Current.IsOutputRedirected)
        {
            help.MaxWidth = int.MaxValue;
        }

        foreach (Command group in root.Subcommands.Where(command => command.Subcommands.Count > 0).Prepend(root))
        {
            group.SetAction(help.Invoke);
        }

        return root;
    }

    private static IEnumerable<string> Names(CommandResult? command)
    {
        for (; command is not null; command = command.Parent as CommandResult)
        {
            yield return command.Command is RootCommand ? "fluers" : command.Command.Name;
        }
    }
}
