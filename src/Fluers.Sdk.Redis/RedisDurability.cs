namespace Fluers.Sdk.Redis;

/// <summary>What a commit survives once it has returned. A commit is stored whole or not at all in every case.</summary>
public enum RedisDurability
{
    /// <summary>
    /// The end of the process that wrote it. What of it survives the server is what the server is set to: nothing without
    /// <c>appendonly</c>, all but about the last two seconds with <c>appendfsync everysec</c>, everything with <c>always</c>.
    /// </summary>
    Server,

    /// <summary>
    /// A crash and a power cut of the server. The storage demands that the server is set to <c>appendonly yes</c> and
    /// <c>appendfsync always</c>, and refuses to open otherwise: a server so set answers once the commit is on its disk.
    /// </summary>
    Flushed,

    /// <summary>
    /// The loss of the server, when a replica takes over that has the commit: each commit waits until as many replicas as
    /// <see cref="RedisOptions.Replicas"/> have it (Redis's <c>WAIT</c>). Redis may still let another replica take over.
    /// </summary>
    Replicated,
}
