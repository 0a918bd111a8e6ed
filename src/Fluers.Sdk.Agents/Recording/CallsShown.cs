using Fluers.Sdk.Agents.Entries;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// What the client that runs tools, and its caller, are shown of the calls of a response. A call that a person has to approve is shown as the question to that
/// person. One that the caller has to run itself is held back while there are others to run: the client that runs tools runs all of a response or none.
/// </summary>
internal sealed class CallsShown(AgentRecorder recorder, RecordingOptions options)
{
    private readonly List<FunctionCallContent> _questions = [];
    private readonly List<FunctionCallContent> _forTheCaller = [];
    private readonly List<ChatMessage> _decided = [];
    private bool _hasOthers;

    /// <summary>What was done about calls that were decided about, in front of what the model says.</summary>
    public void AddDecided(IReadOnlyList<OpenCall> decided)
    {
        AIContent[] results = [.. decided.Select(open => recorder.Log.FindResult(open.Call.CallId)).OfType<AIContent>()];
        if (results.Length > 0)
        {
            _decided.Add(new ChatMessage(ChatRole.Tool, results));
        }
    }

    /// <summary>A response as it is shown.</summary>
    public ChatResponse Shown(ChatResponse response)
    {
        List<ChatMessage> shown = [.. _decided, .. response.Messages.Select(message => WithContents(message, Keep(message.Contents)))];
        if (Take() is { Count: > 0 } held)
        {
            ChatMessage last = shown[^1];
            shown[^1] = WithContents(last, [.. last.Contents, .. held]);
        }

        if (shown.Count == response.Messages.Count && shown.SequenceEqual(response.Messages))
        {
            return response;
        }

        return new ChatResponse(shown)
        {
            AdditionalProperties = response.AdditionalProperties,
            ConversationId = response.ConversationId,
            CreatedAt = response.CreatedAt,
            FinishReason = response.FinishReason,
            ModelId = response.ModelId,
            RawRepresentation = response.RawRepresentation,
            ResponseId = response.ResponseId,
            Usage = response.Usage,
        };
    }

    /// <summary>An update as it is shown.</summary>
    public ChatResponseUpdate Shown(ChatResponseUpdate update)
    {
        IList<AIContent> kept = Keep(update.Contents);
        if (ReferenceEquals(kept, update.Contents))
        {
            return update;
        }

        ChatResponseUpdate shown = update.Clone();
        shown.Contents = kept;
        return shown;
    }

    /// <summary>What was held back and is shown once the response is recorded; <see langword="null"/> for nothing.</summary>
    public ChatResponseUpdate? Held() => Take() is { Count: > 0 } held ? new ChatResponseUpdate(ChatRole.Assistant, held) : null;

    /// <summary>What the caller is shown where calls wait, and the model is not asked.</summary>
    public ChatResponse Waiting(IReadOnlyList<OpenCall> decided)
    {
        AddDecided(decided);
        AIContent[] waiting =
        [
            .. recorder.Log.OpenCalls.Where(open => recorder.IsWaiting(open) && options.Shown.Add(open.Call.CallId))
                .Select(open => recorder.Tools?.IsForTheClient(open.Call.Name) == true ? open.Call : (AIContent)Question(open.Call)),
        ];
        return new ChatResponse([.. _decided, .. waiting.Length == 0 ? [] : new[] { new ChatMessage(ChatRole.Assistant, [.. waiting]) }]);
    }

    /// <summary>A recorded answer as it is shown: its calls have been run.</summary>
    public static ChatResponse Recorded(IReadOnlyList<ChatMessage> answer) => new([.. answer.Select(message => WithContents(message,
    [
        .. message.Contents.Select(content => content is FunctionCallContent { InformationalOnly: false } call
            ? new FunctionCallContent(call.CallId, call.Name, call.Arguments)
            {
                InformationalOnly = true, Annotations = call.Annotations, AdditionalProperties = call.AdditionalProperties, RawRepresentation = call.RawRepresentation,
            }
            : content),
    ]))]);

    private IList<AIContent> Keep(IList<AIContent> contents)
    {
        if (!options.RunsTools || !contents.Any(content => content is FunctionCallContent { InformationalOnly: false }))
        {
            return contents;
        }

        var kept = new List<AIContent>(contents.Count);
        foreach (AIContent content in contents)
        {
            if (content is not FunctionCallContent { InformationalOnly: false } call)
            {
                kept.Add(content);
            }
            else if (recorder.Tools?.NeedsApproval(call.Name) == true)
            {
                _questions.Add(call);
            }
            else if (recorder.Tools?.IsForTheClient(call.Name) == true)
            {
                _forTheCaller.Add(call);
            }
            else
            {
                _hasOthers = true;
                kept.Add(content);
            }
        }

        return kept.Count == contents.Count ? contents : kept;
    }

    private List<AIContent> Take()
    {
        if (_questions.Count > 0 && !options.IsGuarded)
        {
            throw new InvalidOperationException(
                "The model calls a tool that a person has to approve, and nothing in the pipeline binds the decision to that call. "
                + "Go on building with what UseSession returns, builder = builder.UseSession(session), so that it stands on both sides of the client that runs tools.");
        }

        List<AIContent> held = [.. _questions.Select(Question), .. _hasOthers ? [] : _forTheCaller];
        options.Shown.UnionWith(_questions.Select(call => call.CallId));
        options.Shown.UnionWith(_hasOthers ? [] : _forTheCaller.Select(call => call.CallId));
        return held;
    }

    private ToolApprovalRequestContent Question(FunctionCallContent call) =>
        recorder.Log.OpenCalls.LastOrDefault(open => open.Call.CallId == call.CallId)?.Question ?? new ToolApprovalRequestContent(recorder.Log.RequestIdFor(call.CallId), call);

    private static ChatMessage WithContents(ChatMessage message, IList<AIContent> contents)
    {
        if (ReferenceEquals(contents, message.Contents))
        {
            return message;
        }

        ChatMessage copy = message.Clone();
        copy.Contents = contents;
        return copy;
    }
}
