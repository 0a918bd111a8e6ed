using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>One call of a storage and its answer, with what came before and behind it of all calls.</summary>
/// <param name="Began">The number of events when it was made.</param>
/// <param name="Ended">The number of events when it was answered: a call that began later knows of it.</param>
internal abstract record StorageCall(long Began, long Ended);

internal sealed record CommitCall(long Began, long Ended, SessionCommit Commit, CommitOutcome Outcome) : StorageCall(Began, Ended);

/// <summary>A read; <c>Read</c> is <see langword="null"/> where there was no session.</summary>
internal sealed record ReadCall(long Began, long Ended, EntryRange Range, RecordedSession? Read) : StorageCall(Began, Ended);

internal sealed record InfoCall(long Began, long Ended, StoredSessionInfo? Info) : StorageCall(Began, Ended);

internal sealed record RecallCall(long Began, long Ended, long Revision, Guid CommitId, CommitRecall Answer) : StorageCall(Began, Ended);

internal sealed record DeleteCall(long Began, long Ended, bool Found) : StorageCall(Began, Ended);
