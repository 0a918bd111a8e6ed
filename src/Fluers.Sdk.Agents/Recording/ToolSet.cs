using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>The tools of a request.</summary>
/// <param name="options">The options of the request, whose functions are recorded ones.</param>
/// <param name="invoking">The client that runs tools, whose settings hold for tools that are run beside it too; <see langword="null"/> where it is not known.</param>
/// <param name="services">What tools may ask for.</param>
/// <param name="runsTools">Whether the calls of a response are run; otherwise all of them are for the client.</param>
internal sealed class ToolSet(ChatOptions? options, FunctionInvokingChatClient? invoking, IServiceProvider? services, bool runsTools)
{
    private readonly AITool[] _tools = [.. options?.Tools ?? [], .. invoking?.AdditionalTools ?? []];

    /// <summary>Whether a function is safe to run again.</summary>
    public bool IsRepeatable(string name) => runsTools && Find(name) is AIFunction function && function.GetService<RepeatableFunction>() is not null && !NeedsApproval(name);

    /// <summary>Whether a person has to approve a call.</summary>
    public bool NeedsApproval(string name) => runsTools && Find(name) is AIFunction function && function.GetService<ApprovalRequiredAIFunction>() is not null;

    /// <summary>Whether a call is for the client to see to: of a function that only the client can run.</summary>
    public bool IsForTheClient(string name) => !runsTools || Find(name) is AIFunctionDeclaration and not AIFunction;

    /// <summary>What the model is told of a tool that has failed.</summary>
    public string ErrorOf(Exception error) => invoking?.IncludeDetailedErrors == true ? $"Error: Function failed. Exception: {error.Message}" : "Error: Function failed.";

    /// <summary>Runs the function of a call, as the client that runs tools does. Its start and what came of it are recorded by the function itself.</summary>
    /// <returns>Whether there is such a function.</returns>
    public async ValueTask<bool> TryInvokeAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (Find(call.Name) is not AIFunction function)
        {
            return false;
        }

        var context = new FunctionInvocationContext
        {
            Function = function,
            Arguments = new AIFunctionArguments(call.Arguments) { Services = services },
            CallContent = call,
            Options = options,
            FunctionCount = 1,
        };
        try
        {
            InvocationScope.Enter(context);
            await (invoking?.FunctionInvoker is { } invoker ? invoker(context, cancellationToken) : function.InvokeAsync(context.Arguments, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It is recorded that the tool failed, or why nothing was recorded.
        }

        return true;
    }

    private AITool? Find(string name) => Array.FindLast(_tools, tool => tool is AIFunctionDeclaration && tool.Name == name);

    /// <summary>Tells tools which call they run for, as the client that runs tools does.</summary>
    private sealed class InvocationScope : FunctionInvokingChatClient
    {
        private InvocationScope(IChatClient inner)
            : base(inner)
        {
        }

        // It holds up to the end of the asynchronous method that calls this.
        public static void Enter(FunctionInvocationContext context) => CurrentContext = context;
    }
}
