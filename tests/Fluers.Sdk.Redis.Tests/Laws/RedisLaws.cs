using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Redis.Tests.Laws;

public sealed class RedisCommits : CommitLaws<RedisPlace>;

public sealed class RedisRetries : RetryLaws<RedisPlace>;

public sealed class RedisRaces : RaceLaws<RedisPlace>;

public sealed class RedisReading : ReadingLaws<RedisPlace>;

public sealed class RedisLogs : LogLaws<RedisPlace>;

public sealed class RedisListing : ListingLaws<RedisPlace>;

public sealed class RedisFilters : FilterLaws<RedisPlace>;

public sealed class RedisDeletion : DeletionLaws<RedisPlace>;

public sealed class RedisRefusals : RefusalLaws<RedisPlace>;

public sealed class RedisKeys : KeyLaws<RedisPlace>;

public sealed class RedisHostileTexts : HostileTextLaws<RedisPlace>;

public sealed class RedisScale : ScaleLaws<RedisPlace>;

public sealed class RedisNotice : NoticeLaws<RedisPlace>;

public sealed class RedisTenants : TenantLaws<RedisPlace>;

public sealed class RedisModel : ModelLaws<RedisPlace>;

public sealed class RedisDurable : DurabilityLaws<RedisPlace>;

public sealed class RedisTwoProcesses : TwoProcessLaws<RedisPlace>;

public sealed class RedisCrashes : CrashLaws<RedisPlace>;

public sealed class RedisVersions : VersionLaws<RedisPlace>;

public sealed class RedisRestores : RestoreLaws<RedisPlace>;

public sealed class RedisTables : TableLaws<RedisTablePlace>;

public sealed class RedisDamage : DamageLaws<DamagedRedisPlace>;

public sealed class RedisServers : ServerLaws<RedisServerPlace>;

public sealed class RedisHistories : HistoryLaws<RedisPlace>;

public sealed class RedisLinearizability : LinearizabilityLaws<RedisPlace>;
