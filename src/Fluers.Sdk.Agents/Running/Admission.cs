using System.IO.Hashing;
using System.Text;
using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Fluers.Sdk.Agents.Workers;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Running;

/// <summary>Accepts inputs, and requests to give them up. What it returns is stored.</summary>
internal sealed class Admission<TEnvelope>(SessionStore store, AgentOptions<TEnvelope> options, WorkItems items)
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private readonly ChatCodec _codec = ChatCodec.With(options.SerializerOptions);

    /// <summary>Accepts an input, or finds the one that was accepted under its key.</summary>
    /// <returns>The receipt, and the work item under which the input is seen to; <see langword="null"/> where it has an outcome.</returns>
    public async ValueTask<(AgentReceipt Receipt, Guid? Work)> AdmitAsync(
        SessionId id, IReadOnlyList<ChatMessage> input, string? idempotencyKey, CancellationToken cancellationToken)
    {
        Session<TEnvelope> session = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        UInt128 hash = HashOf(input);
        Guid? made = null;
        while (true)
        {
            AgentLog log = Read(session);
            if (idempotencyKey is not null && log.FindByKey(idempotencyKey) is { } earlier)
            {
                var receipt = new AgentReceipt(id, earlier.Receipt, earlier.Entry);
                if (earlier.Admitted.PayloadHash != hash)
                {
                    throw new AgentConflictException(session.Key, idempotencyKey, receipt);
                }

                return (receipt, earlier.Settled is null ? await FindOrMakeAsync(session.Key, log, made, cancellationToken).ConfigureAwait(false) : null);
            }

            // The work item first: should this process die before the input is stored, what is left is an item that says too much, never too little.
            Guid work = await FindOrMakeAsync(session.Key, log, made, cancellationToken).ConfigureAwait(false);
            made = work;
            var admitted = new AgentEntry.Admitted(Guid.CreateVersion7(), [.. input.Select(_codec.Store)], options.Clock.GetUtcNow())
            {
                IdempotencyKey = idempotencyKey,
                PayloadHash = hash,
                Work = work,
            };
            if (await TryAppendAsync(session, admitted, cancellationToken).ConfigureAwait(false))
            {
                return (new AgentReceipt(id, admitted.Receipt, log.Count), work);
            }
        }
    }

    /// <summary>Asks for an input to be given up.</summary>
    /// <returns>The work item under which that is seen to; <see langword="null"/> where the input has an outcome.</returns>
    public async ValueTask<Guid?> AbortAsync(AgentReceipt receipt, string? reason, CancellationToken cancellationToken)
    {
        Session<TEnvelope> session = await LoadAsync(receipt.Session, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            AgentLog log = Read(session);
            AgentInput input = log.Find(receipt.Id) ?? throw new ArgumentException($"Session '{session.Key}' has not accepted an input with receipt {receipt}.", nameof(receipt));
            if (input.Settled is not null)
            {
                return null;
            }

            if (input.Abort is not null || await TryAppendAsync(session, new AgentEntry.AbortRequested(receipt.Id, reason, options.Clock.GetUtcNow()), cancellationToken).ConfigureAwait(false))
            {
                return await FindOrMakeAsync(session.Key, log, made: null, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The work item of a session with inputs that have no outcome; <see langword="null"/> where all have one.</summary>
    public async ValueTask<Guid?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        Session<TEnvelope> session = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        AgentLog log = Read(session);
        return log.Next is null ? null : await FindOrMakeAsync(session.Key, log, made: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The work item of the inputs without an outcome, or one that this call makes. A forked or imported session has inputs of
    /// items that are not its own.
    /// </summary>
    private async ValueTask<Guid> FindOrMakeAsync(SessionKey key, AgentLog log, Guid? made, CancellationToken cancellationToken)
    {
        foreach (AgentInput input in log.Inputs.Where(input => input.Settled is null).Reverse())
        {
            if (input.Admitted.Work == made || await items.ExistsAsync(input.Admitted.Work, key, cancellationToken).ConfigureAwait(false))
            {
                return input.Admitted.Work;
            }
        }

        return made is { } mine && !log.IsWithdrawn(mine) && !log.Inputs.Any(input => input.Admitted.Work == mine)
            ? mine
            : await items.CreateAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<bool> TryAppendAsync(Session<TEnvelope> session, AgentEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            session.AppendEntry(entry);
            await session.SaveAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SessionConflictException)
        {
            await session.RefreshAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }
    }

    private async ValueTask<Session<TEnvelope>> LoadAsync(SessionId id, CancellationToken cancellationToken) =>
        await store.LoadAsync<TEnvelope>(id, cancellationToken).ConfigureAwait(false) ?? throw new SessionNotFoundException(new SessionKey(store.Tenant, id));

    private AgentLog Read(Session<TEnvelope> session)
    {
        var log = new AgentLog(_codec);
        foreach (AgentEntry entry in Recording.SessionRecorder<TEnvelope>.LogOf().Get(session.State))
        {
            log.Read(entry);
        }

        return log;
    }

    /// <summary>A hash of what is said. When a message was made, and under which id, makes it no other.</summary>
    private UInt128 HashOf(IEnumerable<ChatMessage> input)
    {
        IEnumerable<ChatMessage> said = input.Select(message =>
        {
            ChatMessage copy = message.Clone();
            (copy.CreatedAt, copy.MessageId) = (null, null);
            return copy;
        });
        return XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(ChatJson.WriteMessages(said, options.SerializerOptions)));
    }
}
