namespace Fluers.Sdk;

/// <summary>What was imported.</summary>
/// <param name="Id">The id of the session.</param>
/// <param name="EntryCount">How many entries it has.</param>
/// <param name="IsSealed">Whether the export had a seal, so that it is known to be whole. Of one without, tell your user.</param>
public sealed record SessionImport(SessionId Id, long EntryCount, bool IsSealed);
