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
    public async ValueTask<(AgentReceipt Receipt, WorkUse? Work)> AdmitAsync(
        SessionId id, IReadOnlyList<ChatMessage> input, string? idempotencyKey, CancellationToken cancellationToken)
    {
        Session<TEnvelope> session = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        UInt128 hash = HashOf(input);
        WorkUse? made = null;
        while (true)
        {
            AgentLog log = Read(session);
            AgentInput? earlier = idempotencyKey is null ? null : log.FindByKey(idempotencyKey);
            if (earlier is not null && earlier.Admitted.PayloadHash != hash)
            {
                throw new AgentConflictException(session.Key, idempotencyKey!, new AgentReceipt(id, earlier.Receipt, earlier.Entry));
            }

            WorkUse? found = await FindAsync(session.Key, log, cancellationToken).ConfigureAwait(false);
            if (earlier is not null)
            {
                await LetGoAsync(made, cancellationToken).ConfigureAwait(false);
                WorkUse? open = earlier.Settled is not null ? null : found ?? await items.TakeAsync(session.Key, log.IsWithdrawn, cancellationToken).ConfigureAwait(false);
                return (new AgentReceipt(id, earlier.Receipt, earlier.Entry), open);
            }

            // The work item first: should this process die before the input is stored, what is left is an item that says too much, never too little.
            if (found is null && (made is not { } mine || log.IsWithdrawn(mine.Use) || log.IsWithdrawn(mine.Item)))
            {
                made = await items.TakeAsync(session.Key, log.IsWithdrawn, cancellationToken).ConfigureAwait(false);
            }

            WorkUse work = found ?? made!.Value;

            var admitted = new AgentEntry.Admitted(Guid.CreateVersion7(), [.. input.Select(_codec.Store)], options.Clock.GetUtcNow())
            {
                IdempotencyKey = idempotencyKey,
                PayloadHash = hash,
                Work = work.Use,
                Item = work.Item,
            };
            if (await TryAppendAsync(session, admitted, cancellationToken).ConfigureAwait(false))
            {
                await LetGoAsync(found is null ? null : made, cancellationToken).ConfigureAwait(false);
                return (new AgentReceipt(id, admitted.Receipt, log.Count), work);
            }
        }
    }

    /// <summary>Asks for an input to be given up.</summary>
    /// <returns>The work item under which that is seen to; <see langword="null"/> where the input has an outcome.</returns>
    public async ValueTask<WorkUse?> AbortAsync(AgentReceipt receipt, string? reason, CancellationToken cancellationToken)
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
                return await FindOrTakeAsync(session.Key, log, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The work item of a session with inputs that have no outcome; <see langword="null"/> where all have one.</summary>
    public async ValueTask<WorkUse?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        Session<TEnvelope> session = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        AgentLog log = Read(session);
        return log.Next is null ? null : await FindOrTakeAsync(session.Key, log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The work item of the inputs without an outcome. A forked or imported session has inputs of items that are not its own.</summary>
    private async ValueTask<WorkUse?> FindAsync(SessionKey key, AgentLog log, CancellationToken cancellationToken)
    {
        foreach (WorkUse work in log.Inputs.Where(input => input.Settled is null).Select(input => WorkUse.Of(input.Admitted)).Distinct())
        {
            if (await items.ExistsAsync(work, key, cancellationToken).ConfigureAwait(false))
            {
                return work;
            }
        }

        return null;
    }

    private async ValueTask<WorkUse> FindOrTakeAsync(SessionKey key, AgentLog log, CancellationToken cancellationToken) =>
        await FindAsync(key, log, cancellationToken).ConfigureAwait(false) ?? await items.TakeAsync(key, log.IsWithdrawn, cancellationToken).ConfigureAwait(false);

    /// <summary>Makes a work item idle that this process took and has not used: another one was first.</summary>
    private async ValueTask LetGoAsync(WorkUse? made, CancellationToken cancellationToken)
    {
        try
        {
            if (made is { } unused)
            {
                await items.ReleaseAsync(unused, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SessionStorageException)
        {
            // A worker finds it, and nothing under it.
        }
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
