using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Laws;

public sealed class PostgreSqlCommits : CommitLaws<PostgreSqlPlace>;

public sealed class PostgreSqlRetries : RetryLaws<PostgreSqlPlace>;

public sealed class PostgreSqlHistories : HistoryLaws<PostgreSqlPlace>;

public sealed class PostgreSqlLinearizability : LinearizabilityLaws<PostgreSqlPlace>;

public sealed class PostgreSqlRaces : RaceLaws<PostgreSqlPlace>;

public sealed class PostgreSqlReading : ReadingLaws<PostgreSqlPlace>;

public sealed class PostgreSqlLogs : LogLaws<PostgreSqlPlace>;

public sealed class PostgreSqlListing : ListingLaws<PostgreSqlPlace>;

public sealed class PostgreSqlFilters : FilterLaws<PostgreSqlPlace>;

public sealed class PostgreSqlDeletion : DeletionLaws<PostgreSqlPlace>;

public sealed class PostgreSqlRefusals : RefusalLaws<PostgreSqlPlace>;

public sealed class PostgreSqlKeys : KeyLaws<PostgreSqlPlace>;

public sealed class PostgreSqlHostileTexts : HostileTextLaws<PostgreSqlPlace>;

public sealed class PostgreSqlScale : ScaleLaws<PostgreSqlPlace>;

public sealed class PostgreSqlNotice : NoticeLaws<PostgreSqlPlace>;

public sealed class PostgreSqlTenants : TenantLaws<PostgreSqlPlace>;

public sealed class PostgreSqlForks : ForkLaws<PostgreSqlPlace>;

public sealed class PostgreSqlModel : ModelLaws<PostgreSqlPlace>;

public sealed class PostgreSqlDurable : DurabilityLaws<PostgreSqlPlace>;

public sealed class PostgreSqlTwoProcesses : TwoProcessLaws<PostgreSqlPlace>;

public sealed class PostgreSqlCrashes : CrashLaws<PostgreSqlPlace>;

public sealed class PostgreSqlVersions : VersionLaws<PostgreSqlPlace>;

public sealed class PostgreSqlRestores : RestoreLaws<PostgreSqlPlace>;

public sealed class PostgreSqlTables : TableLaws<PostgreSqlTablePlace>;

public sealed class PostgreSqlBusy : BusyLaws<BusyPostgreSqlPlace>;

public sealed class PostgreSqlDamage : DamageLaws<DamagedPostgreSqlPlace>;

public sealed class PostgreSqlServers : ServerLaws<PostgreSqlServerPlace>;
