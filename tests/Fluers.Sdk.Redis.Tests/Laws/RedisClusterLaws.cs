using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Redis.Tests.Laws;

public sealed class RedisClusterCommits : CommitLaws<RedisClusterPlace>;

public sealed class RedisClusterRetries : RetryLaws<RedisClusterPlace>;

public sealed class RedisClusterRaces : RaceLaws<RedisClusterPlace>;

public sealed class RedisClusterReading : ReadingLaws<RedisClusterPlace>;

public sealed class RedisClusterLogs : LogLaws<RedisClusterPlace>;

public sealed class RedisClusterListing : ListingLaws<RedisClusterPlace>;

public sealed class RedisClusterFilters : FilterLaws<RedisClusterPlace>;

public sealed class RedisClusterDeletion : DeletionLaws<RedisClusterPlace>;

public sealed class RedisClusterKeys : KeyLaws<RedisClusterPlace>;

public sealed class RedisClusterHostileTexts : HostileTextLaws<RedisClusterPlace>;

public sealed class RedisClusterScale : ScaleLaws<RedisClusterPlace>;

public sealed class RedisClusterNotice : NoticeLaws<RedisClusterPlace>;

public sealed class RedisClusterTenants : TenantLaws<RedisClusterPlace>;

public sealed class RedisClusterModel : ModelLaws<RedisClusterPlace>;

public sealed class RedisClusterDurable : DurabilityLaws<RedisClusterPlace>;

public sealed class RedisClusterTwoProcesses : TwoProcessLaws<RedisClusterPlace>;

public sealed class RedisClusterVersions : VersionLaws<RedisClusterPlace>;

public sealed class RedisClusterHistories : HistoryLaws<RedisClusterPlace>;
