using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

public sealed class FileCommits : CommitLaws<FilePlace>;

public sealed class FileRetries : RetryLaws<FilePlace>;

public sealed class FileRaces : RaceLaws<FilePlace>;

public sealed class FileReading : ReadingLaws<FilePlace>;

public sealed class FileLogs : LogLaws<FilePlace>;

public sealed class FileListing : ListingLaws<FilePlace>;

public sealed class FileFilters : FilterLaws<FilePlace>;

public sealed class FileDeletion : DeletionLaws<FilePlace>;

public sealed class FileRefusals : RefusalLaws<FilePlace>;

public sealed class FileKeys : KeyLaws<FilePlace>;

public sealed class FileHostileTexts : HostileTextLaws<FilePlace>;

public sealed class FileScale : ScaleLaws<FilePlace>;

public sealed class FileNotice : NoticeLaws<FilePlace>;

public sealed class FileTenants : TenantLaws<FilePlace>;

public sealed class FileModel : ModelLaws<FilePlace>;

public sealed class FileHistories : HistoryLaws<FilePlace>;

public sealed class ForgetfulFileHistories : HistoryLaws<ForgetfulFilePlace>;

public sealed class FileLinearizability : LinearizabilityLaws<FilePlace>;

public sealed class ForgetfulFileLinearizability : LinearizabilityLaws<ForgetfulFilePlace>;

public sealed class FileDurable : DurabilityLaws<FilePlace>;

public sealed class UnflushedFileDurable : DurabilityLaws<UnflushedFilePlace>;

public sealed class UnflushedFileRaces : RaceLaws<UnflushedFilePlace>;

public sealed class UnflushedFileModel : ModelLaws<UnflushedFilePlace>;

public sealed class FileCrashes : CrashLaws<FilePlace>;

public sealed class ForgetfulFileRaces : RaceLaws<ForgetfulFilePlace>;

public sealed class ForgetfulFileReading : ReadingLaws<ForgetfulFilePlace>;

public sealed class ForgetfulFileModel : ModelLaws<ForgetfulFilePlace>;

public sealed class FileVersions : VersionLaws<FilePlace>;

public sealed class FileDamage : DamageLaws<DamagedFilePlace>;

public sealed class FileLook : LookLaws<FilePlace>;

public sealed class FileReplaced : ReplacedLaws<FilePlace>;

public sealed class ForgetfulFileReplaced : ReplacedLaws<ForgetfulFilePlace>;

public sealed class FileBusy : BusyLaws<FilePlace>;

public sealed class FileLostBytes : LostBytesLaws<DamagedFilePlace>;

public sealed class FileRestores : RestoreLaws<FilePlace>;
