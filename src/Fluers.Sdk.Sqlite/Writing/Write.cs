namespace Fluers.Sdk.Sqlite.Writing;

/// <summary>A change that waits in the queue. It can be given up until it begins; then its outcome is told.</summary>
internal abstract class Write
{
    private readonly long _queued = Environment.TickCount64;

    /// <summary>Whether the change failed together with others, and is made again by itself.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>How long the change has waited.</summary>
    public TimeSpan Age => TimeSpan.FromMilliseconds(Environment.TickCount64 - _queued);

    /// <summary>Whether the change was given up.</summary>
    public abstract bool IsGivenUp { get; }

    /// <summary>Claims the change for a transaction, unless it was given up.</summary>
    public abstract bool Begin();

    /// <summary>Makes the change within the transaction. It may be made again when that fails.</summary>
    public abstract void Run(StoreWriter writer);

    /// <summary>Tells the outcome of the last run, which is committed.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception error);

    /// <summary>Lets go of the claim: nothing was stored, and the change waits again, to be made by itself.</summary>
    public virtual void Return() => IsAlone = true;
}

/// <inheritdoc/>
internal sealed class Write<T> : Write
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<StoreWriter, T> _change;
    private readonly CancellationToken _token;
    private CancellationTokenRegistration _giveUp;
    private T? _result;
    private SessionCorruptException? _damage;
    private int _begun;

    public Write(Func<StoreWriter, T> change, CancellationToken cancellationToken)
    {
        _change = change;
        _token = cancellationToken;
        Offer();
    }

    public Task<T> Outcome => _outcome.Task;

    public override bool IsGivenUp => Volatile.Read(ref _begun) != 0;

    public override bool Begin()
    {
        bool begins = Interlocked.Exchange(ref _begun, 1) == 0;
        if (begins)
        {
            _giveUp.Unregister();
        }

        return begins;
    }

    public override void Run(StoreWriter writer)
    {
        _damage = null;
        try
        {
            _result = _change(writer);
        }
        catch (SessionCorruptException e)
        {
            // Nothing was written for it, and it is no reason to undo what the others wrote.
            _damage = e;
        }
    }

    public override void Complete()
    {
        if (_damage is { } damage)
        {
            _outcome.SetException(damage);
        }
        else
        {
            _outcome.SetResult(_result!);
        }
    }

    public override void Fail(Exception error) => _outcome.SetException(error);

    public override void Return()
    {
        base.Return();
        Volatile.Write(ref _begun, 0);
        Offer();
    }

    private void Offer() => _giveUp = _token.UnsafeRegister(
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
