using System.Collections.Concurrent;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Fluers.Sdk.Agents.Running;
using Fluers.Sdk.Agents.Workers;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>
/// Runs the turns of an agent on durable sessions. An input that is accepted comes to exactly one recorded outcome, whatever process dies on the way:
/// completed, failed or aborted. Inputs of a session are run in the order of their admission, one at a time, by one worker of all that share the store.
/// Safe for use by many threads at once.
/// </summary>
/// <typeparam name="TEnvelope">The envelope, whose log is of <see cref="AgentEntry"/>; <see cref="AgentState"/> where none of your own is needed.</typeparam>
public sealed partial class SessionRunner<TEnvelope> : IAsyncDisposable
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private readonly SessionStore _store;
    private readonly AgentEngine<TEnvelope> _engine;
    private readonly Admission<TEnvelope> _admission;
    private readonly Wake _wake;
    private readonly bool _ownsEngine;

    /// <summary>Creates a runner.</summary>
    /// <param name="store">The sessions. It is not disposed with the runner.</param>
    /// <param name="model">The model. It is not disposed with the runner; the runner runs the tools.</param>
    /// <param name="options">How turns are run; the defaults unless stated.</param>
    /// <param name="services">What tools may ask for, and where logs go.</param>
    /// <exception cref="ArgumentException">The envelope has no log of agent entries.</exception>
    public SessionRunner(SessionStore store, IChatClient model, AgentOptions<TEnvelope>? options = null, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(model);
        _store = store;
        _engine = new AgentEngine<TEnvelope>(store, model, options ?? new AgentOptions<TEnvelope>(), services);
        _admission = new Admission<TEnvelope>(store, _engine.Options, _engine.Items);
        _wake = new Wake();
        _ownsEngine = true;
    }

    private SessionRunner(SessionRunner<TEnvelope> runner, SessionStore store)
    {
        _store = store;
        _engine = runner._engine;
        _admission = new Admission<TEnvelope>(store, _engine.Options, _engine.Items);
        _wake = runner._wake;
    }

    /// <summary>The same runner for the sessions of another tenant. One worker serves all tenants.</summary>
    /// <param name="tenant">The tenant.</param>
    public SessionRunner<TEnvelope> ForTenant(string tenant) => new(this, _store.ForTenant(tenant));

    /// <summary>Accepts an input, runs its turn, and gives the outcome. Inputs that were accepted before it are run first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="text">What the user says.</param>
    /// <param name="idempotencyKey">The caller's own name for the input: a call that repeats it gets the outcome of the first.</param>
    /// <param name="cancellationToken">Stops waiting. The input stays accepted, and its turn goes on; <see cref="AbortAsync"/> ends it.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="AgentConflictException">Another input was accepted under the key.</exception>
    public Task<AgentOutcome> InvokeAsync(SessionId session, string text, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        InvokeAsync(session, [new ChatMessage(ChatRole.User, text)], idempotencyKey, cancellationToken);

    /// <summary>Accepts an input, runs its turn, and gives the outcome. Inputs that were accepted before it are run first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="input">What is said: one message or more.</param>
    /// <param name="idempotencyKey">The caller's own name for the input: a call that repeats it gets the outcome of the first.</param>
    /// <param name="cancellationToken">Stops waiting. The input stays accepted, and its turn goes on; <see cref="AbortAsync"/> ends it.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="AgentConflictException">Another input was accepted under the key.</exception>
    public async Task<AgentOutcome> InvokeAsync(
        SessionId session, IEnumerable<ChatMessage> input, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        (AgentReceipt receipt, WorkUse? work) = await _admission.AdmitAsync(session, Demand(input), idempotencyKey, cancellationToken).ConfigureAwait(false);
        return await DriveAsync(receipt, work, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Accepts an input and leaves it to a worker: this process if it runs one, or any other on the same store.</summary>
    /// <param name="session">The session.</param>
    /// <param name="text">What the user says.</param>
    /// <param name="idempotencyKey">The caller's own name for the input: a call that repeats it gets the same receipt.</param>
    /// <param name="cancellationToken">Gives up while nothing has been accepted.</param>
    /// <returns>The receipt. It exists only once the input is stored.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="AgentConflictException">Another input was accepted under the key.</exception>
    /// <exception cref="SessionStorageException">The storage failed. Whether the input was accepted may be unknown; repeat the call with the same key.</exception>
    public Task<AgentReceipt> DispatchAsync(SessionId session, string text, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        DispatchAsync(session, [new ChatMessage(ChatRole.User, text)], idempotencyKey, cancellationToken);

    /// <summary>Accepts an input and leaves it to a worker: this process if it runs one, or any other on the same store.</summary>
    /// <param name="session">The session.</param>
    /// <param name="input">What is said: one message or more.</param>
    /// <param name="idempotencyKey">The caller's own name for the input: a call that repeats it gets the same receipt.</param>
    /// <param name="cancellationToken">Gives up while nothing has been accepted.</param>
    /// <returns>The receipt. It exists only once the input is stored.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="AgentConflictException">Another input was accepted under the key.</exception>
    /// <exception cref="SessionStorageException">The storage failed. Whether the input was accepted may be unknown; repeat the call with the same key.</exception>
    public async Task<AgentReceipt> DispatchAsync(
        SessionId session, IEnumerable<ChatMessage> input, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        (AgentReceipt receipt, _) = await _admission.AdmitAsync(session, Demand(input), idempotencyKey, cancellationToken).ConfigureAwait(false);
        _wake.Signal();
        return receipt;
    }

    /// <summary>Waits for the outcome of an input, whichever process accepted it and whichever runs it.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SessionNotFoundException">There is no such session, or it was deleted before there was an outcome.</exception>
    /// <exception cref="SessionConflictException">The store was restored or replaced meanwhile and holds another history: the input may not be in it any more.</exception>
    public async Task<AgentOutcome> WaitAsync(AgentReceipt receipt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var log = new AgentLog(ChatCodec.With(_engine.Options.SerializerOptions));
        AgentInput? input = null;
        bool begun = false;
        await foreach (AgentEntry entry in _store.TailAsync<AgentEntry>(receipt.Session, receipt.Entry, cancellationToken).ConfigureAwait(false))
        {
            // Turns of earlier inputs may come in between; this one begins where it was first started.
            begun |= entry is AgentEntry.Started started && started.Receipt == receipt.Id;
            if (begun || entry is AgentEntry.Admitted or AgentEntry.Settled)
            {
                log.Read(entry);
            }

            input ??= log.Find(receipt.Id) ?? throw new ArgumentException($"Entry {receipt.Entry} of session '{receipt.Session}' accepted no input with receipt {receipt}.", nameof(receipt));
            if (input.Settled is { } settled)
            {
                IReadOnlyList<ChatMessage> messages = input.TurnStart < 0 ? [] : [.. log.Conversation.Skip(input.TurnStart)];
                return new AgentOutcome(receipt, settled.Status, messages, settled.Error);
            }
        }

        throw new SessionNotFoundException(new SessionKey(_store.Tenant, receipt.Session), deleted: true);
    }

    /// <summary>Gives an input up. What it has done stays; it is aborted, unless it has come to another outcome already.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="cancellationToken">Gives up while the request is not stored.</param>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    public async Task AbortAsync(AgentReceipt receipt, string? reason = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        await _admission.AbortAsync(receipt, reason, cancellationToken).ConfigureAwait(false);
        _wake.Signal();
    }

    /// <summary>
    /// Brings the inputs of a session to their outcomes that a process has left without: for programs that run no worker. A turn that another process is
    /// running is waited for; one of a process that died is taken over once its lease has run out.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The outcomes, in the order of admission; none where nothing was left.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    public async Task<IReadOnlyList<AgentOutcome>> ResumeAsync(SessionId session, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<AgentReceipt> left = await LeftAsync(session, cancellationToken).ConfigureAwait(false);
        var outcomes = new List<AgentOutcome>(left.Count);
        foreach (AgentReceipt receipt in left)
        {
            outcomes.Add(await DriveAsync(receipt, work: null, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    /// <summary>
    /// Stops what is running where it is. Others go on with it at once; nobody waits for the lease. The order in which the runner and its store are disposed does
    /// not matter: where the store went first, others wait for the lease.
    /// </summary>
    public ValueTask DisposeAsync() => _ownsEngine ? _engine.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Sees to the session of an input until the input has its outcome.</summary>
    private async Task<AgentOutcome> DriveAsync(AgentReceipt receipt, WorkUse? work, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<AgentOutcome> outcome = WaitAsync(receipt, waiting.Token);
        try
        {
            while (!outcome.IsCompleted)
            {
                work ??= await _admission.FindAsync(receipt.Session, cancellationToken).ConfigureAwait(false);
                if (work is null)
                {
                    break;   // every input has its outcome, this one too
                }

                Task<WorkState> seen = _engine.SeeToAsync(work.Value.Item);
                if (await Task.WhenAny(outcome, seen).ConfigureAwait(false) == seen)
                {
                    WorkState state = await seen.ConfigureAwait(false);
                    work = state == WorkState.Elsewhere ? work : null;
                    if (state is WorkState.Elsewhere or WorkState.Waiting)
                    {
                        await Task.WhenAny(outcome, Task.Delay(Durations.Timer(_engine.Options.PollInterval), _engine.Options.Clock, waiting.Token)).ConfigureAwait(false);
                    }
                }
            }

            return await outcome.ConfigureAwait(false);
        }
        finally
        {
            await waiting.CancelAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<AgentReceipt>> LeftAsync(SessionId session, CancellationToken cancellationToken)
    {
        AgentLog log = await ReadAsync(session, cancellationToken).ConfigureAwait(false);
        return [.. log.Inputs.Where(input => input.Settled is null).Select(input => new AgentReceipt(session, input.Receipt, input.Entry))];
    }

    private async ValueTask<AgentLog> ReadAsync(SessionId session, CancellationToken cancellationToken)
    {
        var log = new AgentLog(ChatCodec.With(_engine.Options.SerializerOptions));
        await foreach (AgentEntry entry in _store.ReadAsync<AgentEntry>(session, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            log.Read(entry);
        }

        return log;
    }

    private static ChatMessage[] Demand(IEnumerable<ChatMessage> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ChatMessage[] messages = [.. input];
        if (messages.Length == 0)
        {
            throw new ArgumentException("An input has one message or more.", nameof(input));
        }

        return Array.Exists(messages, message => message.Contents.Any(content => content is not TextContent { Text: var text } || !string.IsNullOrWhiteSpace(text)))
            ? messages
            : throw new ArgumentException("An input says something: a text, a picture, a decision or a result of a tool.", nameof(input));
    }
}
