using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Sqlite.Tests;

public sealed class SqliteCommits : CommitLaws<SqlitePlace>;

public sealed class SqliteRetries : RetryLaws<SqlitePlace>;

public sealed class SqliteRaces : RaceLaws<SqlitePlace>;

public sealed class SqliteReading : ReadingLaws<SqlitePlace>;

public sealed class SqliteLogs : LogLaws<SqlitePlace>;

public sealed class SqliteListing : ListingLaws<SqlitePlace>;

public sealed class SqliteFilters : FilterLaws<SqlitePlace>;

public sealed class SqliteDeletion : DeletionLaws<SqlitePlace>;

public sealed class SqliteRefusals : RefusalLaws<SqlitePlace>;

public sealed class SqliteKeys : KeyLaws<SqlitePlace>;

public sealed class SqliteHostileTexts : HostileTextLaws<SqlitePlace>;

public sealed class SqliteScale : ScaleLaws<SqlitePlace>;

public sealed class SqliteNotice : NoticeLaws<SqlitePlace>;

public sealed class SqliteTenants : TenantLaws<SqlitePlace>;

public sealed class SqliteModel : ModelLaws<SqlitePlace>;

public sealed class SqliteDurable : DurabilityLaws<SqlitePlace>;

public sealed class SqliteCrashes : CrashLaws<SqlitePlace>;

public sealed class SqliteProcesses : TwoProcessLaws<SqlitePlace>;

public sealed class FlushedSqliteRaces : RaceLaws<FlushedSqlitePlace>;

public sealed class FlushedSqliteModel : ModelLaws<FlushedSqlitePlace>;

public sealed class FlushedSqliteDurable : DurabilityLaws<FlushedSqlitePlace>;

public sealed class SqliteVersions : VersionLaws<SqlitePlace>;

public sealed class SqliteDamage : DamageLaws<DamagedSqlitePlace>;

public sealed class SqliteTables : TableLaws<DamagedSqlitePlace>;

public sealed class SqliteLostBytes : LostBytesLaws<DamagedSqlitePlace>;

public sealed class SqliteHistories : HistoryLaws<SqlitePlace>;

public sealed class SqliteRestores : RestoreLaws<RestoredSqlitePlace>;

public sealed class SqliteReplaced : ReplacedLaws<SqlitePlace>;

public sealed class SqliteLooks : LookLaws<SqlitePlace>;

public sealed class SqliteBusy : BusyLaws<BusySqlitePlace>;

public sealed class SqliteLinearizability : LinearizabilityLaws<SqlitePlace>;
