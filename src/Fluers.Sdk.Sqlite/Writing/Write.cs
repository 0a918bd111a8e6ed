namespace Fluers.Sdk.Sqlite.Writing;

/// <summary>A change that waits in the queue. It can be given up until it begins; then its outcome is told.</summary>
internal abstract class Write
{
    /// <summary>Claims the change for a transaction, unless it was given up.</summary>
    public abstract bool Begin();

    /// <summary>Makes the change within the transaction. It may be made again when that fails.</summary>
    public abstract void Run(StoreWriter writer);

    /// <summary>Tells the outcome of the last run, which is committed.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception error);
}

/// <inheritdoc/>
internal sealed class Write<T> : Write
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<StoreWriter, T> _change;
    private readonly CancellationTokenRegistration _giveUp;
    private T? _result;
    private int _begun;

    public Write(Func<StoreWriter, T> change, CancellationToken cancellationToken)
    {
        _change = change;
        _giveUp = cancellationToken.UnsafeRegister(
            static (write, token) =>
            {
                var self = (Write<T>)write!;
                if (Interlocked.Exchange(ref self._begun, 1) == 0)
                {
                    self._outcome.SetCanceled(token);
                }
            },
            this);
    }

    public Task<T> Outcome => _outcome.Task;

    public override bool Begin()
    {
        bool begins = Interlocked.Exchange(ref _begun, 1) == 0;
        if (begins)
        {
            _giveUp.Unregister();
        }

        return begins;
    }

    public override void Run(StoreWriter writer) => _result = _change(writer);

    public override void Complete() => _outcome.SetResult(_result!);

    public override void Fail(Exception error) => _outcome.SetException(error);
}
