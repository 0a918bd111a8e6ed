namespace Fluers.Sdk.Testing;

/// <summary>What goes wrong with one call of a storage.</summary>
public enum StorageFault
{
    /// <summary>The call fails before it reached the storage: nothing was done.</summary>
    NotSent,

    /// <summary>The call is done, and its outcome lost on the way back: the caller cannot know.</summary>
    OutcomeLost,

    /// <summary>A read gives bytes of which one bit is flipped. Other calls fail as <see cref="NotSent"/>.</summary>
    Damaged,
}

/// <summary>The calls of a storage that can go wrong.</summary>
[Flags]
public enum StorageCalls
{
    /// <summary>No call.</summary>
    None = 0,

    /// <summary>Commits.</summary>
    Commit = 1,

    /// <summary>Reads of a head and entries.</summary>
    Read = 2,

    /// <summary>Infos and listings.</summary>
    List = 4,

    /// <summary>Deletions.</summary>
    Delete = 8,

    /// <summary>Every call.</summary>
    All = Commit | Read | List | Delete,
}
