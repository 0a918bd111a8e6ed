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
internal abstract class AgentRecorder(ChatCodec codec, TimeProvider clock)
{
    private static readonly ConditionalWeakTable<FunctionCallContent, AgentRecorder> Calls = [];
    private static readonly AsyncLocal<AgentRecorder?> Current = new();

    /// <summary>The changes of the state that the running tool has made.</summary>
    protected static readonly AsyncLocal<List<Delegate>?> CallChanges = new();

    private readonly SemaphoreSlim _one = new(1, 1);
    private Exception? _fault;

    public ChatCodec Codec => codec;

    public DateTimeOffset Now => clock.GetUtcNow();

    public abstract SessionKey Session { get; }

    /// <summary>What is recorded.</summary>
    public AgentLog Log { get; protected set; } = new(codec);

    /// <summary>How a response ends that somebody stops: <see cref="ResponseEnd.Interrupted"/> unless it is stopped on purpose.</summary>
    public ResponseEnd WhenStopped { get; set; } = ResponseEnd.Interrupted;

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
            await CommitAsync(records, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Records what a request brings that is new, and settles what a crash has left open.</summary>
    /// <returns>The recorded answer, where the request has been answered before.</returns>
    public async ValueTask<IReadOnlyList<ChatMessage>?> BeginAsync(IReadOnlyList<ChatMessage> given, ToolSet tools, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _fault, null) is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        ResentHistory request;
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            Catch();
            request = ResentHistory.Compare(given, Log, codec, Session);
            if (request.Answer is not null)
            {
                return request.Answer;
            }

            List<Record> records = Log.HasOpenParts ? [new(new AgentEntry.ResponseEnded(ResponseEnd.Interrupted))] : [];
            records.AddRange(request.New.TakeWhile(IsResult).SelectMany(Results));
            if (records.Count > 0)
            {
                await CommitAsync(records, cancellationToken).ConfigureAwait(false);
            }
        }

        await SettleAsync(tools, cancellationToken).ConfigureAwait(false);
        Record[] more = [.. request.New.SkipWhile(IsResult).Select(message => new Record(new AgentEntry.Message(codec.Store(message)), [message]))];
        if (more.Length > 0)
        {
            await RecordAsync(cancellationToken, more).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Settles the calls that have no result: runs those again that are safe to repeat, and says of the others that nobody knows.</summary>
    private async ValueTask SettleAsync(ToolSet tools, CancellationToken cancellationToken)
    {
        foreach (OpenCall open in Log.OpenCalls.ToArray())
        {
            if (tools.FindRepeatable(open.Call.Name) is { } function)
            {
                await RunAsync(open.Call, () => tools.InvokeAsync(function, open.Call, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await RecordAsync(cancellationToken, [SettledCall.OutcomeUnknown(open, this)]).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Records a response that came as a whole.</summary>
    public async ValueTask RecordAsync(ChatResponse response)
    {
        await RecordAsync(CancellationToken.None, [new Record(new AgentEntry.Response(codec.Store(response)), [.. response.Messages])]).ConfigureAwait(false);
        Watch(response.Messages.SelectMany(message => message.Contents));
    }

    /// <summary>Takes note of calls, so that their tools are recorded when they run.</summary>
    public void Watch(IEnumerable<AIContent> contents)
    {
        foreach (FunctionCallContent call in contents.OfType<FunctionCallContent>())
        {
            Calls.AddOrUpdate(call, this);
        }
    }

    /// <summary>Runs a tool, with a record in front of it and one behind. A result that is recorded is given again, and the tool not run.</summary>
    public async ValueTask<object?> RunAsync(FunctionCallContent call, Func<ValueTask<object?>> run, CancellationToken cancellationToken)
    {
        if (await StartAsync(call, cancellationToken).ConfigureAwait(false) is { } recorded)
        {
            return recorded.Result;
        }

        var changes = new List<Delegate>();
        CallChanges.Value = changes;
        object? result = await run().ConfigureAwait(false);
        FunctionResultContent content = result is FunctionResultContent given && given.CallId == call.CallId
            ? given
            : new FunctionResultContent(call.CallId, result ?? SettledCall.Nothing);
        try
        {
            // The tool has done its work: whoever gives up now, the result is recorded.
            using (await EnterAsync(CancellationToken.None).ConfigureAwait(false))
            {
                await CommitAsync([Result(content, ToolOutcome.Completed)], CancellationToken.None, changes).ConfigureAwait(false);
            }

            return result;
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
                Catch();
                if (!Log.OpenCalls.Any(open => open.Call.CallId == call.CallId) && Log.FindResult(call.CallId) is { } recorded)
                {
                    return recorded;
                }

                await CommitAsync([new Record(new AgentEntry.ToolStarted(call.CallId, call.Name, Now))], cancellationToken).ConfigureAwait(false);
                return null;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _fault = e;
            throw;
        }
    }

    public Record Result(FunctionResultContent content, ToolOutcome outcome) =>
        new(new AgentEntry.ToolResult(content.CallId, codec.Store(content), outcome, Now));

    /// <summary>Reads what the session holds behind what was read.</summary>
    protected abstract void Catch();

    /// <summary>Stores entries in one commit. The caller has entered.</summary>
    /// <param name="records">The entries.</param>
    /// <param name="cancellationToken">Gives up while nothing has been stored.</param>
    /// <param name="changes">Changes of the state that go into the same commit.</param>
    protected abstract ValueTask CommitAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken, IReadOnlyList<Delegate>? changes = null);

    protected async ValueTask<Exit> EnterAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Exit(_one);
    }

    private static bool IsResult(ChatMessage message) =>
        message.Role == ChatRole.Tool
        && message is { AuthorName: null, MessageId: null, AdditionalProperties: null }
        && message.Contents.All(content => content.GetType() == typeof(FunctionResultContent));

    private IEnumerable<Record> Results(ChatMessage message) => message.Contents.Cast<FunctionResultContent>().Select(result => Result(result, ToolOutcome.Completed));

    /// <summary>An entry, with its messages as this process has them; <see langword="null"/> to restore them.</summary>
    internal sealed record Record(AgentEntry Entry, IReadOnlyList<ChatMessage>? Live = null);

    protected readonly struct Exit(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
