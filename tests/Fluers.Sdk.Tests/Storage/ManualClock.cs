namespace Fluers.Sdk.Tests.Storage;

/// <summary>A clock that moves when it is told to, backwards too.</summary>
internal sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 5, 17, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
