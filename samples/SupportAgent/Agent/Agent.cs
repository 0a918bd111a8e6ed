using Fluers.Sdk;
using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>
/// Goes on with a conversation, step by step: a response of the model, the result of a tool, and so on until the model
/// has answered. Each step is saved before it is given out, so what the caller sees is what a crash cannot take back.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="modelName">Its name, for the record.</param>
/// <param name="tools">What the model may call.</param>
/// <param name="pace">How long to wait before each step.</param>
internal sealed class Agent(IChatClient model, string modelName, Toolbox tools, TimeSpan pace)
{
    // A model that calls tools for ever has to speak in the end.
    private const int ResponsesWithTools = 8;

    // Not stored: the instructions belong to the code, and a session of last week gets those of today.
    private const string Instructions =
        """
        You are the support agent of a small shop. Answer briefly and only from what the tools tell you.
        Look an order up before you refund it. Refund only what the customer asks for.
        A tool result with "outcome": "unknown" means that nobody knows whether the tool did its work:
        look the order up to see, before you call that tool again.
        """;

    /// <summary>The name of the model.</summary>
    public string ModelName => modelName;

    /// <summary>Goes on from where the log ends until the model has answered.</summary>
    /// <returns>The steps, each of them saved.</returns>
    public async IAsyncEnumerable<SupportMessage> GoOnAsync(Session<SupportSession> session)
    {
        while (true)
        {
            LogPosition at = LogPosition.Of(session.State.Messages);
            if (at is { OpenCalls: [], AwaitsModel: false })
            {
                yield break;
            }

            await Task.Delay(pace);
            SupportMessage step = at.OpenCalls is [var call, ..]
                ? RunTool(session, call)
                : await AskModelAsync(session, at);
            session.Append(step);
            await session.SaveAsync();
            yield return step;
        }
    }

    /// <summary>
    /// Goes on with a session that another process may have left in the middle of a turn. A call without a result may or
    /// may not have done its work: it is not run again, the model is told and decides.
    /// </summary>
    /// <returns>The steps, each of them saved.</returns>
    public async IAsyncEnumerable<SupportMessage> ResumeAsync(Session<SupportSession> session)
    {
        foreach (ContentBlock.ToolUse call in LogPosition.Of(session.State.Messages).OpenCalls)
        {
            SupportMessage step = SupportMessage.Tool(new ContentBlock.ToolResult(call.Id, ToolResults.OutcomeUnknown));
            session.Append(step);
            await session.SaveAsync();
            yield return step;
        }

        await foreach (SupportMessage step in GoOnAsync(session))
        {
            yield return step;
        }
    }

    // What the tool changes and what it answers go into the same commit: after a crash there are both or neither.
    private SupportMessage RunTool(Session<SupportSession> session, ContentBlock.ToolUse call)
    {
        ToolOutcome outcome = tools.Run(session.State, call);
        session.Update(_ => outcome.Session);
        return SupportMessage.Tool(new ContentBlock.ToolResult(call.Id, outcome.Result));
    }

    private async Task<SupportMessage> AskModelAsync(Session<SupportSession> session, LogPosition at)
    {
        ChatResponse response = await model.GetResponseAsync(ChatMapping.ToChat(session.State.Messages), new ChatOptions
        {
            Instructions = Instructions,
            Tools = [.. tools.Declarations],
            ToolMode = at.Responses < ResponsesWithTools ? ChatToolMode.Auto : ChatToolMode.None,
        });
        if (response.Usage?.TotalTokenCount is > 0 and { } tokens)
        {
            session.Update(state => state with { Tokens = state.Tokens + tokens });
        }

        SupportMessage message = ChatMapping.FromChat(response);
        return message.Content.Any(block => block is ContentBlock.Text or ContentBlock.ToolUse)
            ? message
            : throw new Failure(ExitCode.Model, $"The model '{modelName}' answered nothing; ask it again, or another one with --model");
    }
}
