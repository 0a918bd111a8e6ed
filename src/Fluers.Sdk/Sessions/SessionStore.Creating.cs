namespace Fluers.Sdk;

// Sessions that several may ask for first.
public sealed partial class SessionStore
{
    /// <summary>Loads a session, or creates it where there is none. Of several that create it at once one does, and the others load what it has stored.</summary>
    /// <typeparam name="TEnvelope">The envelope.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="state">Gives the state to begin with, entries of its log included. It may be called and its state not be used.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="SessionNotFoundException">There was a session with this id, and it was deleted: a deleted id cannot be reused.</exception>
    /// <exception cref="SessionSchemaException">There is a session, and it holds a schema or version that this build does not read.</exception>
    /// <exception cref="SessionCorruptException">There is a session, and it is damaged.</exception>
    /// <exception cref="SessionValueException">The state does not fit its schema.</exception>
    /// <exception cref="SessionStorageException">The storage failed. Whether the session was created may be unknown; the same call finds out.</exception>
    public async ValueTask<Session<TEnvelope>> GetOrCreateAsync<TEnvelope>(SessionId id, Func<TEnvelope> state, CancellationToken cancellationToken = default)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        ArgumentNullException.ThrowIfNull(state);
        while (true)
        {
            if (await LoadAsync<TEnvelope>(id, cancellationToken).ConfigureAwait(false) is { } session)
            {
                return session;
            }

            try
            {
                return await CreateAsync(id, state(), cancellationToken).ConfigureAwait(false);
            }
            catch (SessionConflictException)
            {
                // Another one was first: what it stored is the session.
            }
        }
    }
}
