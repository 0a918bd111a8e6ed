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

    /// <summary>
    /// Returns once nothing is under way any more that a process began which has died. A storage that does all its work in the process
    /// needs not wait; a server may still be at work for a dead one.
    /// </summary>
    public virtual Task SettleAsync() => Task.CompletedTask;
}
