using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Memory;

public sealed class MemoryCommits : CommitLaws<MemoryPlace>;

public sealed class MemoryRetries : RetryLaws<MemoryPlace>;

public sealed class MemoryRaces : RaceLaws<MemoryPlace>;

public sealed class MemoryReading : ReadingLaws<MemoryPlace>;

public sealed class MemoryLogs : LogLaws<MemoryPlace>;

public sealed class MemoryListing : ListingLaws<MemoryPlace>;

public sealed class MemoryFilters : FilterLaws<MemoryPlace>;

public sealed class MemoryDeletion : DeletionLaws<MemoryPlace>;

public sealed class MemoryRefusals : RefusalLaws<MemoryPlace>;

public sealed class MemoryKeys : KeyLaws<MemoryPlace>;

public sealed class MemoryHostileTexts : HostileTextLaws<MemoryPlace>;

public sealed class MemoryScale : ScaleLaws<MemoryPlace>;

public sealed class MemoryNotice : NoticeLaws<MemoryPlace>;

public sealed class MemoryTenants : TenantLaws<MemoryPlace>;

public sealed class MemoryForks : ForkLaws<MemoryPlace>;

public sealed class MemoryModel : ModelLaws<MemoryPlace>;

public sealed class MemoryHistories : HistoryLaws<MemoryPlace>;

public sealed class MemoryLinearizability : LinearizabilityLaws<MemoryPlace>;

public sealed class MemoryVersions : VersionLaws<MemoryPlace>;
