namespace Fluers.Sdk.Testing;

/// <summary>
/// A place that another process can open: that of a storage which outlives its process. The other process is a program of
/// yours of one line, <c>return await StorageHost.RunAsync(args, address => MyStorage.Open(address));</c>.
/// </summary>
public abstract class ProcessPlace : StoragePlace
{
    /// <summary>What the host program opens: a path, a connection string.</summary>
    public abstract string Address { get; }

    /// <summary>The full path of the host program's assembly.</summary>
    public abstract string Host { get; }
}
