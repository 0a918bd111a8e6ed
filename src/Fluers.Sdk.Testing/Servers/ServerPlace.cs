namespace Fluers.Sdk.Testing;

/// <summary>
/// A place on a server that a test may end and start again, with nobody else on it. Several storages may be open on it at once.
/// </summary>
public abstract class ServerPlace : ProcessPlace
{
    /// <summary>Ends the server at once, as a crash does.</summary>
    public abstract Task KillServerAsync();

    /// <summary>Starts the server again, with what it had stored.</summary>
    public abstract Task StartServerAsync();
}
