using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>The tools of a request.</summary>
internal sealed class ToolSet(IEnumerable<AITool>? tools, IServiceProvider? services)
{
    private readonly AITool[] _tools = [.. tools ?? []];

    /// <summary>The function of a name, if it is safe to run it again.</summary>
    public AIFunction? FindRepeatable(string name) =>
        Find(name) is AIFunction function && function.GetService<RepeatableFunction>() is not null && function.GetService<ApprovalRequiredAIFunction>() is null ? function : null;

    /// <summary>
    /// Whether calls stand in the answer on purpose, for the client to see to: one of them is of a function that only the client can run, or that
    /// a person has to approve.
    /// </summary>
    public bool AreForTheClient(IEnumerable<FunctionCallContent> calls) => calls.Any(call =>
        Find(call.Name) is AIFunctionDeclaration tool && (tool is not AIFunction || tool.GetService<ApprovalRequiredAIFunction>() is not null));

    public async ValueTask<object?> InvokeAsync(AIFunction function, FunctionCallContent call, CancellationToken cancellationToken)
    {
        try
        {
            return await function.InvokeAsync(new AIFunctionArguments(call.Arguments) { Services = services }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new FunctionResultContent(call.CallId, "Error: Function failed.") { Exception = e };
        }
    }

    private AITool? Find(string name) => Array.Find(_tools, tool => tool is AIFunctionDeclaration && tool.Name == name);
}
