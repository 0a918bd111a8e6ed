using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Faults;

/// <summary>Without a fault, the storage behind is all there is.</summary>
public sealed class FaultInjectingPlace : StoragePlace
{
    public override ValueTask<ISessionStorage> OpenAsync(TimeProvider clock) =>
        ValueTask.FromResult<ISessionStorage>(new FaultInjectingStorage(new MemoryStorage(clock)));
}

public sealed class FaultInjectingCommits : CommitLaws<FaultInjectingPlace>;

public sealed class FaultInjectingReading : ReadingLaws<FaultInjectingPlace>;

public sealed class FaultInjectingHistories : HistoryLaws<FaultInjectingPlace>;

public sealed class FaultInjectingNotice : NoticeLaws<FaultInjectingPlace>;

public sealed class FaultInjectingForks : ForkLaws<FaultInjectingPlace>;

public sealed class FaultInjectingTenants : TenantLaws<FaultInjectingPlace>;

public sealed class FaultInjectingModel : ModelLaws<FaultInjectingPlace>;
