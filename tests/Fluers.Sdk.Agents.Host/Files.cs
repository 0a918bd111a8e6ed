namespace Fluers.Sdk.Agents.Testing;

/// <summary>Waits for files that other processes make.</summary>
public static class Files
{
    /// <summary>Waits until what files there are is enough, and looks again at each new one.</summary>
    /// <param name="folder">The path of the folder.</param>
    /// <param name="isEnough">Looks at the folder.</param>
    /// <param name="cancellationToken">Against hanging alone.</param>
    public static async Task UntilAsync(string folder, Func<bool> isEnough, CancellationToken cancellationToken = default)
    {
        using var made = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(folder);
        watcher.Created += (_, _) => made.Release();
        watcher.EnableRaisingEvents = true;
        while (!isEnough())
        {
            await made.WaitAsync(cancellationToken);
        }
    }
}
