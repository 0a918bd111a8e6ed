namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>A storage that can what every one must, and no more.</summary>
internal sealed class PlainStorage(ISessionStorage storage) : DelegatingSessionStorage(storage)
{
    public override T? GetCapability<T>()
        where T : class => null;
}
