using Fluers.Sdk;

namespace SupportAgent;

/// <summary>
/// Where a conversation stands, read from the end of its log. The log is the agent's only program counter: what comes
/// next is the same whether the last step was taken a moment ago or by a process that died last week.
/// </summary>
/// <param name="OpenCalls">The tool calls of the model's last response that have no result yet.</param>
/// <param name="AwaitsModel">Whether it is the model's turn to speak.</param>
/// <param name="Responses">How often the model has spoken since the customer last did.</param>
internal sealed record LogPosition(IReadOnlyList<ContentBlock.ToolUse> OpenCalls, bool AwaitsModel, int Responses)
{
    public static LogPosition Of(SessionLog<SupportMessage> log)
    {
        int results = 0;
        int responses = 0;
        ContentBlock.ToolUse[] openCalls = [];
        for (int i = log.Count - 1; i >= 0 && log[i].Role != MessageRole.User; i--)
        {
            if (log[i].Role == MessageRole.Tool && responses == 0)
            {
                results += log[i].Content.Length;
            }
            else if (log[i].Role == MessageRole.Assistant && responses++ == 0)
            {
                // Calls are answered in their order, so the first ones are those with a result.
                openCalls = [.. log[i].Content.OfType<ContentBlock.ToolUse>().Skip(results)];
            }
        }

        bool awaitsModel = openCalls.Length == 0 && log is [.., { Role: MessageRole.User or MessageRole.Tool }];
        return new LogPosition(openCalls, awaitsModel, responses);
    }
}
