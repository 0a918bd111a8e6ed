using Fluers.Sdk;
using Microsoft.Extensions.AI;
using Shop;

namespace SupportAgent;

/// <summary>The tools of the agent, by name.</summary>
internal sealed class Toolbox(params IReadOnlyList<Tool> tools)
{
    /// <summary>What the model is told of them.</summary>
    public IEnumerable<AIFunctionDeclaration> Declarations => tools.Select(tool => tool.Declaration);

    /// <summary>Runs a call. Whatever the model sent, it gets an answer.</summary>
    public ToolOutcome Run(SupportSession session, ContentBlock.ToolUse call)
    {
        try
        {
            Tool tool = tools.FirstOrDefault(tool => tool.Declaration.Name == call.Name)
                ?? throw new ToolRefusedException(
                    $"There is no tool '{call.Name}'; there are {string.Join(" and ", tools.Select(tool => tool.Declaration.Name))}.");
            return tool.Run(session, new ToolArguments(call.Input));
        }
        catch (ToolRefusedException refusal)
        {
            return new ToolOutcome(session, ToolResults.Error(refusal.Message));
        }
    }
}
