namespace Fluers.Sdk.Build.Tests;

/// <summary>Plays what documents show of a console.</summary>
internal static class Play
{
    private const string Prompt = "$ dotnet ";

    /// <summary>Runs each command and looks for the lines that it is said to print, in their order.</summary>
    /// <returns>All that each command printed.</returns>
    public static async Task<IReadOnlyList<string>> OnAsync(ConsumerProject project, string console)
    {
        var outputs = new List<string>();
        foreach (string step in console.Split(Prompt, StringSplitOptions.RemoveEmptyEntries))
        {
            outputs.Add(await StepAsync(project, step.TrimEnd('\n').Split('\n')));
        }

        return outputs;
    }

    private static async Task<string> StepAsync(ConsumerProject project, string[] step)
    {
        (bool succeeded, string output) = await project.RunAsync(step[0].Split(' '));
        string[] lines = [.. output.Split('\n').Select(line => project.Plain(line.Trim()))];
        int at = -1;
        foreach (string expected in step[1..])
        {
            at = Array.FindIndex(lines, at + 1, line => line == expected);
            Assert.True(at >= 0, $"dotnet {step[0]} does not print\n{expected}\nbut\n{string.Join('\n', lines)}");
        }

        Assert.Equal(!step.Any(line => line.Contains(": error ", StringComparison.Ordinal)), succeeded);
        return output;
    }
}
