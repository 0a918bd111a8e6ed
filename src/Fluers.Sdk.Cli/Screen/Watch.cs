using Spectre.Console;

namespace Fluers.Sdk.Cli.Screen;

/// <summary>A progress bar where somebody watches, and nothing where nobody does.</summary>
internal static class Watch
{
    /// <param name="what">What is being done.</param>
    /// <param name="total">How many steps it has.</param>
    /// <param name="work">The work, which reports each step.</param>
    public static async Task<T> ProgressAsync<T>(string what, long total, Func<Action, Task<T>> work)
    {
        if (Output.Watched is not { } terminal)
        {
            return await work(static () => { });
        }

        return await terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(what), maxValue: Math.Max(1, total));
                return work(() => task.Increment(1));
            });
    }
}
