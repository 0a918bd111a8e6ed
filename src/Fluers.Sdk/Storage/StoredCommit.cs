namespace Fluers.Sdk.Storage;

/// <summary>What a commit stored, by which a retry is told from another commit under the same id.</summary>
/// <param name="Hash">Its <see cref="SessionCommit.ContentHash"/>.</param>
/// <param name="Revision">The session's revision with it.</param>
/// <param name="EntryCount">The length of the log with it.</param>
internal readonly record struct StoredCommit(UInt128 Hash, long Revision, long EntryCount);
