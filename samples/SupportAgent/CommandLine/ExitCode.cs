namespace SupportAgent;

/// <summary>What the program ends with.</summary>
internal enum ExitCode
{
    /// <summary>All went well.</summary>
    Ok = 0,

    /// <summary>An option is unknown, lacks its value, or has one that it cannot take: a session id outside its alphabet, say.</summary>
    Usage = 2,

    /// <summary>There is no such session.</summary>
    NoSession = 3,

    /// <summary>The store cannot be opened, read or written.</summary>
    Store = 4,

    /// <summary>The session is damaged, of another application, or of a newer build.</summary>
    Unreadable = 5,

    /// <summary>The model cannot be reached, or does not answer as it should.</summary>
    Model = 6,

    /// <summary>The API key is missing or refused.</summary>
    Key = 7,

    /// <summary>Another process wrote to the session first.</summary>
    Conflict = 8,
}
