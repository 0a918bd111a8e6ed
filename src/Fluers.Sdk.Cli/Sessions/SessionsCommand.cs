using System.CommandLine;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary><c>fluers sessions</c>.</summary>
internal static class SessionsCommand
{
    public static Command Create() => new("sessions", "What is stored. 'fluers sessions verify' tells which sessions would not load with the schemas of a build, 'fluers sessions stats' which versions are still at rest.")
    {
        ListCommand.Create(),
        ShowCommand.Create(),
        StatsCommand.Create(),
        VerifyCommand.Create(),
        TailCommand.Create(),
        ExportCommand.Create(),
        ImportCommand.Create(),
        CopyCommand.Create(),
        ForkCommand.Create(),
        DeleteCommand.Create(),
    };
}
