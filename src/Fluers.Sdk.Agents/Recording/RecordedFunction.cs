using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// A function whose runs are recorded when they happen. It belongs to no session: the call that is being answered tells which one.
/// </summary>
internal sealed class RecordedFunction : DelegatingAIFunction
{
    private RecordedFunction(AIFunction function)
        : base(function)
    {
    }

    /// <summary>Puts recorded functions into the place of the functions of a request, where the client that runs them looks them up.</summary>
    public static void Wrap(ChatOptions? options)
    {
        if (options?.Tools is { } tools && tools.Any(NeedsIt))
        {
            options.Tools = [.. tools.Select(tool => NeedsIt(tool) ? new RecordedFunction((AIFunction)tool) : tool)];
        }
    }

    /// <summary>Puts recorded functions into the place of the functions that a client knows beside those of a request.</summary>
    public static void Wrap(FunctionInvokingChatClient client)
    {
        if (client.AdditionalTools is { } tools && tools.Any(NeedsIt))
        {
            client.AdditionalTools = [.. tools.Select(tool => NeedsIt(tool) ? new RecordedFunction((AIFunction)tool) : tool)];
        }
    }

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        FunctionInvokingChatClient.CurrentContext?.CallContent is { } call && AgentRecorder.Of(call) is { } recorder
            ? recorder.RunAsync(call, () => InnerFunction.InvokeAsync(arguments, cancellationToken), cancellationToken)
            : InnerFunction.InvokeAsync(arguments, cancellationToken);

    private static bool NeedsIt(AITool tool) => tool is AIFunction && tool.GetService<RecordedFunction>() is null;
}
