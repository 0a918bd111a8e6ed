using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Kit;

/// <summary>A place whose storage makes callers wait without listening to their tokens.</summary>
public sealed class BlockingPlace : StoragePlace, IBusyPlace
{
    private readonly SemaphoreSlim _lock = new(1, 1);

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) =>
        ValueTask.FromResult<ISessionStorage>(new DeafStorage(new MemoryStorage(clock), _lock));

    public async Task<IAsyncDisposable> HoldAsync(ISessionStorage storage, SessionKey session)
    {
        await _lock.WaitAsync();
        return new Held(_lock);
    }

    private sealed class Held(SemaphoreSlim taken) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            taken.Release();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class DeafStorage(MemoryStorage memory, SemaphoreSlim turn) : ISessionStorage
    {
        public ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default) =>
            InTurnAsync(() => memory.CommitAsync(commit, CancellationToken.None));

        public ValueTask<bool> ReadAsync(SessionKey key, EntryRange range, IFrameSink sink, CancellationToken cancellationToken = default) =>
            memory.ReadAsync(key, range, sink, cancellationToken);

        public ValueTask<StoredSessionInfo?> GetInfoAsync(SessionKey key, CancellationToken cancellationToken = default) => memory.GetInfoAsync(key, cancellationToken);

        public ValueTask<StoredSessionPage> ListAsync(StoredSessionQuery query, CancellationToken cancellationToken = default) => memory.ListAsync(query, cancellationToken);

        public ValueTask<CommitRecall> RecallAsync(SessionKey key, long revision, Guid commitId, CancellationToken cancellationToken = default) =>
            memory.RecallAsync(key, revision, commitId, cancellationToken);

        public ValueTask<bool> DeleteAsync(SessionKey key, CancellationToken cancellationToken = default) =>
            InTurnAsync(() => memory.DeleteAsync(key, CancellationToken.None));

        public ValueTask DisposeAsync() => memory.DisposeAsync();

        private async ValueTask<T> InTurnAsync<T>(Func<ValueTask<T>> call)
        {
            await turn.WaitAsync();
            try
            {
                return await call();
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
