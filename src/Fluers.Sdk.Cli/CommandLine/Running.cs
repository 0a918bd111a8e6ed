using System.CommandLine;
using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>How a command runs: what it throws becomes one sentence and an exit code.</summary>
internal static class Running
{
    /// <summary>Gives a command its work.</summary>
    public static Command Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> work)
    {
        command.SetAction(async (line, cancellationToken) =>
        {
            // Ctrl-C is listened to once this method has returned, and embedded databases return when all is done.
            await Task.Yield();
            try
            {
                return await work(line, cancellationToken);
            }
            catch (Exception error)
            {
                Tell(error, line.GetValue(CommonOptions.Verbose));
                return Failure.CodeOf(error);
            }
        });
        return command;
    }

    private static void Tell(Exception error, bool verbose)
    {
        int code = Failure.CodeOf(error);
        Output.Complain(code switch
        {
            ExitCode.Cancelled => "Stopped. What was stored is whole; the command can be given again.",
            ExitCode.Fault => $"{error.Message.TrimEnd('.')}. This is a fault of the tool; --verbose shows where.",
            _ => error.Message,
        });
        if (verbose && code != ExitCode.Cancelled)
        {
            Surroundings.Current.Error.Write(Visible.Text(error.ToString()) + "\n");
        }
    }
}
