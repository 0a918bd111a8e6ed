using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// Writes what happens in a turn into the log of its session, each thing when it happens. Safe for tools that run side by
/// side: one commit at a time.
/// </summary>
internal abstract partial class AgentRecorder(ChatCodec codec, TimeProvider clock)
{
    private static readonly ConditionalWeakTable<FunctionCallContent, AgentRecorder> Calls = [];
    private static readonly AsyncLocal<AgentRecorder?> Current = new();

    /// <summary>The changes of the state that the running tool has made.</summary>
    protected static readonly AsyncLocal<List<Delegate>?> CallChanges = new();

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly HashSet<string> _notStarted = [];   // calls whose start may be stored, and that this process did not start
    private Exception? _fault;

    public ChatCodec Codec => codec;

    /// <summary>What kept a tool from being recorded, as long as no request has told it.</summary>
    public Exception? Fault => _fault;

    public TimeProvider Clock => clock;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Whether the start of a call may be stored, and this process has not run its tool.</summary>
    public bool IsNotStarted(string callId) => _notStarted.Contains(callId);

    public abstract SessionKey Session { get; }

    /// <summary>What is recorded.</summary>
    public AgentLog Log { get; protected set; } = new(codec);

    /// <summary>How a response ends that somebody stops: <see cref="ResponseEnd.Interrupted"/> unless it is stopped on purpose.</summary>
    public ResponseEnd WhenStopped { get; set; } = ResponseEnd.Interrupted;

    /// <summary>The tools of the request that is being answered.</summary>
    public ToolSet? Tools { get; set; }

    /// <summary>The recorder of the turn that this flow of calls belongs to.</summary>
    public static AgentRecorder? Ambient
    {
        get => Current.Value;
        set => Current.Value = value;
    }

    /// <summary>The recorder of the response that a call stands in.</summary>
    public static AgentRecorder? Of(FunctionCallContent call) => Calls.TryGetValue(call, out AgentRecorder? recorder) ? recorder : Ambient;

    /// <summary>Stores entries in one commit.</summary>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <param name="records">The entries, with their messages as this process has them.</param>
    public async ValueTask RecordAsync(CancellationToken cancellationToken, params IReadOnlyList<Record> records)
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await CommitAsync(() => records, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stores in one commit what is to be recorded as the log stands. Where another writer comes in front, it is made again from what that one stored.</summary>
    /// <param name="records">Gives the entries for the log.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    public async ValueTask RecordAsync(Func<AgentLog, IReadOnlyList<Record>> records, CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            await CommitAsync(() => records(Log), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the log while nothing is recorded.</summary>
    public async ValueTask<T> LookAsync<T>(Func<AgentLog, T> look, CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            Catch();
            return look(Log);
        }
    }

    /// <summary>Records a response that came as a whole, and in the same commit which of its calls wait for a person.</summary>
    public async ValueTask RecordAsync(ChatResponse response, ModelOrigin origin)
    {
        var entry = new AgentEntry.Response(codec.Store(response)) { Provider = origin.Provider, Model = origin.Model };
        await RecordAsync(CancellationToken.None, [new Record(entry, Kept(response.Messages)), .. Questions(response.Messages)]).ConfigureAwait(false);
        Watch(response.Messages.SelectMany(message => message.Contents));
    }

    /// <summary>The questions that the calls of a response put to a person.</summary>
    public IEnumerable<Record> Questions(IEnumerable<ChatMessage> messages) => messages
        .Where(message => message.Role == ChatRole.Assistant)
        .SelectMany(message => message.Contents).OfType<FunctionCallContent>()
        .Where(call => !call.InformationalOnly && Tools?.NeedsApproval(call.Name) == true)
        .Select(Question);

    private Record Question(FunctionCallContent call) => new(new AgentEntry.ApprovalRequested(call.CallId, Log.RequestIdFor(call.CallId), Now));

    /// <summary>The messages as they are now: who runs tools marks the calls that it has run, and the conversation is not to change by that.</summary>
    public static IReadOnlyList<ChatMessage> Kept(IEnumerable<ChatMessage> messages) => [.. messages.Select(message =>
    {
        if (!message.Contents.Any(content => content is FunctionCallContent))
        {
            return message;
        }

        ChatMessage copy = message.Clone();
        copy.Contents = [.. message.Contents.Select(content => content is FunctionCallContent call && call.GetType() == typeof(FunctionCallContent) ? Copy(call) : content)];
        return copy;
    })];

    private static FunctionCallContent Copy(FunctionCallContent call) => new(call.CallId, call.Name, call.Arguments)
    {
        AdditionalProperties = call.AdditionalProperties,
        Annotations = call.Annotations,
        Exception = call.Exception,
        InformationalOnly = call.InformationalOnly,
        RawRepresentation = call.RawRepresentation,
    };

    /// <summary>Takes note of calls, so that their tools are recorded when they run.</summary>
    public void Watch(IEnumerable<AIContent> contents)
    {
        foreach (FunctionCallContent call in contents.OfType<FunctionCallContent>())
        {
            Calls.AddOrUpdate(call, this);
        }
    }

    /// <summary>Runs a tool, with a record in front of it and one behind. A result that is recorded is given again, and the tool not run.</summary>
    /// <exception cref="AgentDecisionException">The call is not the recorded one, or a person has not approved it.</exception>
    public async ValueTask<object?> RunAsync(FunctionCallContent call, Func<ValueTask<object?>> run, CancellationToken cancellationToken)
    {
        if (await StartAsync(call, cancellationToken).ConfigureAwait(false) is { } recorded)
        {
            return recorded.Result;
        }

        var changes = new List<Delegate>();
        CallChanges.Value = changes;
        object? result;
        try
        {
            result = await run().ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // It has ended, if by an error, and whatever becomes of the turn, that is known.
            string told = Tools?.ErrorOf(e) ?? "Error: Function failed.";
            await EndAsync(new FunctionResultContent(call.CallId, told) { Exception = e }, []).ConfigureAwait(false);
            throw;
        }

        FunctionResultContent content = result is FunctionResultContent given && given.CallId == call.CallId
            ? given
            : new FunctionResultContent(call.CallId, result ?? SettledCall.Nothing);
        await EndAsync(content, changes).ConfigureAwait(false);
        return result;
    }

    /// <summary>Records what came of a tool. It has done its work: whoever gives up now, the result is recorded.</summary>
    private async ValueTask EndAsync(FunctionResultContent content, IReadOnlyList<Delegate> changes)
    {
        try
        {
            using (await EnterAsync(CancellationToken.None).ConfigureAwait(false))
            {
                Record result = Result(content, content.Exception is null ? ToolOutcome.Completed : ToolOutcome.Failed);
                await CommitAsync(() => [result], CancellationToken.None, changes).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            _fault = e;   // who runs the tool would take it for a failure of the tool; the next request tells it as what it is
            throw;
        }
    }

    private async ValueTask<FunctionResultContent?> StartAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        try
        {
            using (await EnterAsync(cancellationToken).ConfigureAwait(false))
            {
                FunctionResultContent? recorded = null;
                bool? wasStarted = null;
                await CommitAsync(
                    () =>
                    {
                        OpenCall? open = FindOpen(call);
                        recorded = open is null ? Log.FindResult(call.CallId) : null;
                        if (recorded is not null)
                        {
                            return [];
                        }

                        if (open is { WasStarted: true } && wasStarted == false)
                        {
                            _notStarted.Remove(call.CallId);
                            throw new AgentDecisionException(Session, call.CallId, "another process has begun to run it");
                        }

                        if (open is not null)
                        {
                            Demand(open, call);
                        }

                        wasStarted = open?.WasStarted == true;
                        _notStarted.Add(call.CallId);
                        return [new Record(new AgentEntry.ToolStarted(call.CallId, call.Name, Now))];
                    },
                    cancellationToken).ConfigureAwait(false);
                if (recorded is null)
                {
                    cancellationToken.ThrowIfCancellationRequested();   // nobody waits for it any more, so it does not start
                    _notStarted.Remove(call.CallId);
                }

                return recorded;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _fault = e;
            throw;
        }
    }

    private OpenCall? FindOpen(FunctionCallContent call) =>
        Log.OpenCalls.FirstOrDefault(open => ReferenceEquals(open.Call, call))
        ?? Log.OpenCalls.FirstOrDefault(open => open.Call.CallId == call.CallId && !open.WasStarted)
        ?? Log.OpenCalls.FirstOrDefault(open => open.Call.CallId == call.CallId);

    /// <summary>Whoever runs the tool, what runs is the recorded call, and only if it may.</summary>
    private void Demand(OpenCall open, FunctionCallContent call)
    {
        if (open.Question is not null && open.Decision != ApprovalDecision.Approved)
        {
            throw new AgentDecisionException(Session, call.CallId, "nobody has approved the recorded call");
        }

        if (Decisions.WhyOther(open.Call, call, codec) is { } reason)
        {
            throw new AgentDecisionException(Session, call.CallId, reason);
        }
    }

    public Record Result(FunctionResultContent content, ToolOutcome outcome) =>
        new(new AgentEntry.ToolResult(content.CallId, codec.Store(content), outcome, Now) { Error = content.Exception?.Message });

    /// <summary>Reads what the session holds behind what was read.</summary>
    protected abstract void Catch();

    /// <summary>Stores what an earlier commit left in doubt. Does nothing where there is none.</summary>
    protected abstract ValueTask CatchUpAsync(CancellationToken cancellationToken);

    /// <summary>Stores entries in one commit; nothing where there are none. The caller has entered.</summary>
    /// <param name="records">Gives the entries, as the log is when it is asked: once more where another writer came in front and this process goes on behind that one.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <param name="changes">Changes of the state that go into the same commit.</param>
    protected abstract ValueTask CommitAsync(Func<IReadOnlyList<Record>> records, CancellationToken cancellationToken, IReadOnlyList<Delegate>? changes = null);

    protected async ValueTask<Exit> EnterAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Exit(_one);
    }

    private void ThrowIfFaulted()
    {
        if (Interlocked.Exchange(ref _fault, null) is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    /// <summary>An entry, with its messages as this process has them; <see langword="null"/> to restore them.</summary>
    internal sealed record Record(AgentEntry Entry, IReadOnlyList<ChatMessage>? Live = null);

    protected readonly struct Exit(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}

/// <summary>Who makes a response.</summary>
/// <param name="Provider">The provider, as its client names it.</param>
/// <param name="Model">The model that is asked.</param>
internal readonly record struct ModelOrigin(string? Provider, string? Model)
{
    public static ModelOrigin Of(IChatClient model, ChatOptions? options)
    {
        var metadata = model.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        return new ModelOrigin(metadata?.ProviderName, options?.ModelId ?? metadata?.DefaultModelId);
    }
}
