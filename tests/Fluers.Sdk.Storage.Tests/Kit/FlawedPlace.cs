using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Kit;

/// <summary>Opens storages with the flaw that the test at hand is about.</summary>
public sealed class FlawedPlace : StoragePlace
{
    private static readonly AsyncLocal<Flaw> Current = new();

    public static Flaw Flaw
    {
        set => Current.Value = value;
    }

    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) =>
        ValueTask.FromResult<ISessionStorage>(new FlawedStorage(new MemoryStorage(clock), Current.Value, clock));
}
