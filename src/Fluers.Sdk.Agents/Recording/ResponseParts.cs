using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// A response that streams, on its way into the log: many small updates become few parts. Updates are stored as they were when they came;
/// whoever gets them afterwards may change them.
/// </summary>
internal sealed class ResponseParts(AgentRecorder recorder, ModelOrigin origin)
{
    private readonly List<StoredUpdate> _waiting = [];
    private readonly List<ChatResponseUpdate> _live = [];
    private char? _half;

    /// <summary>Whether something is not stored yet.</summary>
    public bool IsWaiting => _waiting.Count > 0;

    /// <summary>Takes the next update.</summary>
    public void Add(ChatResponseUpdate update)
    {
        ChatResponseUpdate copy = update.Clone();
        copy.Contents = [.. update.Contents];
        recorder.Watch(copy.Contents);
        _live.Add(update.Clone());
        _live[^1].Contents = [.. AgentRecorder.Kept([new ChatMessage(ChatRole.Assistant, copy.Contents)])[0].Contents];

        StoredUpdate stored = recorder.Codec.Store(Whole(copy));
        if (_waiting is [.., var last] && Joined(last, stored) is { } joined)
        {
            _waiting[^1] = joined;
        }
        else
        {
            _waiting.Add(stored);
        }
    }

    /// <summary>Stores what waits as one part.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (IsWaiting)
        {
            AgentEntry part = new AgentEntry.ResponsePart([.. _waiting]);
            _waiting.Clear();
            await recorder.RecordAsync(cancellationToken, [new(part)]).ConfigureAwait(false);
        }
    }

    /// <summary>Stores what waits, and that it was the end.</summary>
    public async ValueTask EndAsync(ResponseEnd how)
    {
        if (_half is { } half)
        {
            _waiting.Add(new StoredUpdate([new StoredContent.Text(JsonValues.Whole(half.ToString()))]));
            _half = null;
        }

        List<AgentRecorder.Record> records = IsWaiting ? [new(new AgentEntry.ResponsePart([.. _waiting]))] : [];
        _waiting.Clear();
        if (records.Count > 0 || recorder.Log.HasOpenParts || how == ResponseEnd.Complete)
        {
            // A whole response is recorded even where it says nothing: the model has answered.
            IReadOnlyList<ChatMessage>? live = how == ResponseEnd.Complete ? [.. _live.ToChatResponse().Messages] : null;
            records.Add(new(new AgentEntry.ResponseEnded(how) { Provider = origin.Provider, Model = origin.Model }, live));
            records.AddRange(recorder.Questions(live ?? []));
            await recorder.RecordAsync(CancellationToken.None, records).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The update with whole characters: a provider may cut a text between the halves of a surrogate pair, and the first half waits for the second.
    /// </summary>
    private ChatResponseUpdate Whole(ChatResponseUpdate update)
    {
        if (update.Contents is not [TextContent { Text: { Length: > 0 } said } content] || (_half is null && !char.IsHighSurrogate(said[^1])))
        {
            return update;
        }

        string text = _half + said;
        _half = char.IsHighSurrogate(text[^1]) ? text[^1] : null;
        ChatResponseUpdate whole = update.Clone();
        whole.Contents = [new TextContent(_half is null ? text : text[..^1]) { Annotations = content.Annotations, AdditionalProperties = content.AdditionalProperties }];
        return whole;
    }

    /// <summary>Two updates as one, where they differ in their text alone.</summary>
    private static StoredUpdate? Joined(StoredUpdate first, StoredUpdate second)
    {
        if (first with { Contents = second.Contents, CreatedAt = second.CreatedAt } != second || (first.CreatedAt is null && second.CreatedAt is not null))
        {
            return null;
        }

        return (first.Contents, second.Contents) switch
        {
            ([StoredContent.Text { Annotations: null, Properties: null } a], [StoredContent.Text { Annotations: null, Properties: null } b]) =>
                first with { Contents = [a with { Value = a.Value + b.Value }] },
            ([StoredContent.Reasoning { Annotations: null, Properties: null, Protected: null } a], [StoredContent.Reasoning { Annotations: null, Properties: null, Protected: null } b]) =>
                first with { Contents = [a with { Value = a.Value + b.Value }] },
            _ => null,
        };
    }
}
