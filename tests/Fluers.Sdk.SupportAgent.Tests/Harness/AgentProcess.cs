using System.Diagnostics;

namespace Fluers.Sdk.SupportAgent.Tests.Harness;

/// <summary>The sample as users run it: a process with arguments, input and an exit code.</summary>
internal static class AgentProcess
{
    /// <summary>Against hanging alone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Starts the program; the caller feeds and ends it.</summary>
    public static Process Start(string directory, IEnumerable<string> arguments, string? key = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (IEnumerable<string>)["exec", Path.Combine(AppContext.BaseDirectory, "SupportAgent.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("OPENAI_API_KEY");
        start.Environment["SUPPORT_AGENT_API_KEY"] = key ?? "";
        return Process.Start(start)!;
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="directory">Where it runs.</param>
    /// <param name="input">What is piped into it; <see langword="null"/> for a pipe that stays open and silent.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task<Finished> RunAsync(string directory, string? input, params string[] arguments) => RunAsync(directory, input, arguments, key: null);

    public static async Task<Finished> RunAsync(string directory, string? input, string[] arguments, string? key)
    {
        using Process process = Start(directory, arguments, key);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail($"The program did not end within {Patience}.");
        }

        return new Finished(process.ExitCode, await output, await error);
    }
}

/// <summary>What is left of a process.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output that have a label.</summary>
    public string[] Labelled(string label) => Transcript.Labelled(Output.Split('\n'), label);

    public Finished Succeeded()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        return this;
    }

    /// <summary>Asserts the exit code, and that the error is one line without a stack trace.</summary>
    public Finished Failed(int exitCode, string sentence)
    {
        Assert.Contains(sentence, Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, ExitCode);
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
        return this;
    }
}
