using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Testing;

/// <summary>Tools whose work can be counted from outside: each run leaves a file in a folder.</summary>
/// <param name="effects">The path of the folder.</param>
/// <param name="worked">Called when a tool has done its work and not returned yet.</param>
public sealed class TestTools(string effects, Func<ValueTask> worked)
{
    /// <summary>How the runner of the tests is set up.</summary>
    public AgentOptions<AgentState> Options(TimeSpan lease) => new()
    {
        Chat = _ => new ChatOptions
        {
            Tools = [AIFunctionFactory.Create(PayAsync, "pay"), AIFunctionFactory.Create(LookAsync, "look").SafeToRepeat(), AIFunctionFactory.Create(WaitAsync, "wait")],
        },
        LeaseLength = lease,
        PollInterval = TimeSpan.FromMilliseconds(50),
        RetryDelay = TimeSpan.FromMilliseconds(10),
        PartInterval = TimeSpan.FromMilliseconds(5),
    };

    /// <summary>The runs of a tool, each as the session and the call.</summary>
    public static string[] Read(string effects, string tool) =>
        [.. Directory.GetFiles(effects, $"{tool} *").Select(file => string.Join(' ', Path.GetFileName(file).Split(' ')[1..3]))];

    [Description("Does its work each time it is run.")]
    private Task<string> PayAsync() => WorkAsync("pay");

    [Description("Changes nothing.")]
    private Task<string> LookAsync() => WorkAsync("look");

    [Description("Does not end by itself.")]
    private async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        await WorkAsync("wait");
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return "";
    }

    private async Task<string> WorkAsync(string tool)
    {
        string call = $"{AgentTurn.Current!.Session} {FunctionInvokingChatClient.CurrentContext?.CallContent.CallId ?? "again"}";
        await File.WriteAllTextAsync(Path.Combine(effects, $"{tool} {call} {Guid.NewGuid()}"), "");
        await worked();
        return $"{tool} done";
    }
}
