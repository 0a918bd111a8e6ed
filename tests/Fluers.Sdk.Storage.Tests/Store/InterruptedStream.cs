namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>A stream whose first write lets something else happen.</summary>
internal sealed class InterruptedStream(Func<Task> interruption) : MemoryStream
{
    private Func<Task>? _interruption = interruption;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_interruption is { } interrupt)
        {
            _interruption = null;
            await interrupt();
        }

        await base.WriteAsync(buffer, cancellationToken);
    }
}
