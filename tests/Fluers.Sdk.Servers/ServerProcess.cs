using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Fluers.Sdk.Servers;

/// <summary>
/// A server that runs as long as the process that started it, and no longer, however that ends: a shell beside the server waits for
/// the end of its input, which the operating system closes with the process.
/// </summary>
internal sealed partial class ServerProcess : IDisposable
{
    private const int KillSignal = 9;
    private const int ContinueSignal = 18;
    private const int StopSignal = 19;

    // The folder goes with the server, unless the server is to be started again in it. A server may refuse to end (Redis does while it
    // writes what it will append to), or be frozen: none outlives the seconds that it is given.
    private const string Watch =
        """
        trap '' INT
        folder=$1 signal=$2; shift 2
        "$@" </dev/null >>"$folder/log" 2>&1 & server=$!
        echo $server
        read -r last || last=remove
        kill -$signal $server 2>/dev/null
        kill -CONT $server 2>/dev/null
        (sleep 20; kill -KILL $server) >/dev/null 2>&1 & impatience=$!
        wait $server 2>/dev/null
        kill $impatience 2>/dev/null
        [ "$last" = keep ] || rm -rf "$folder"
        """;

    private readonly Process _watcher;
    private readonly int _server;

    private ServerProcess(Process watcher, int server)
    {
        _watcher = watcher;
        _server = server;
    }

    /// <summary>The number of the server's process.</summary>
    public int Id => _server;

    public bool HasExited => _watcher.HasExited || !Directory.Exists($"/proc/{_server}") || StateOf(_server) == "Z";

    /// <summary>Starts a server.</summary>
    /// <param name="folder">The server's own folder. It takes the log, and goes with the server.</param>
    /// <param name="signal">The signal that ends the server.</param>
    /// <param name="command">The program and its arguments.</param>
    public static ServerProcess Start(string folder, string signal, params string[] command)
    {
        Process watcher = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Watch, "watch", folder, signal, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new ServerProcess(watcher, int.Parse(watcher.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
    }

    /// <summary>Ends the server and all its processes at once, as <c>kill -9</c> does. Its folder stays.</summary>
    public void Kill()
    {
        // Stopped, the server has no more children; those that it has would go on without it, and may wait for ever for one another.
        Freeze();
        while (!HasExited && StateOf(_server) != "T")
        {
            Thread.Sleep(1);
        }

        int[] children = [.. ChildrenOf(_server)];
        foreach (int process in children.Prepend(_server))
        {
            Signal(process, KillSignal);
        }

        EndWatcher("keep");
        while (children.Any(child => Directory.Exists($"/proc/{child}") && StateOf(child) != "Z"))
        {
            Thread.Sleep(1);
        }
    }

    public void Freeze() => Signal(_server, StopSignal);

    public void Thaw() => Signal(_server, ContinueSignal);

    /// <summary>Stops the server and the processes that it has for its clients.</summary>
    public void FreezeAll()
    {
        Freeze();
        foreach (int child in ChildrenOf(_server))
        {
            Signal(child, StopSignal);
        }
    }

    /// <summary>Lets the server and the processes that it has for its clients go on.</summary>
    public void ThawAll()
    {
        foreach (int child in ChildrenOf(_server))
        {
            Signal(child, ContinueSignal);
        }

        Thaw();
    }

    public void Dispose()
    {
        if (!_watcher.HasExited)
        {
            ThawAll();   // who is frozen hears of no end
            EndWatcher("remove");
        }

        _watcher.Dispose();
    }

    private void EndWatcher(string last)
    {
        try
        {
            _watcher.StandardInput.WriteLine(last);
            _watcher.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended by itself.
        }

        _watcher.WaitForExit();
    }

    private static IEnumerable<int> ChildrenOf(int process) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
        .Where(id => id > 0 && Fields(id) is { Length: > 1 } fields && fields[1] == process.ToString(CultureInfo.InvariantCulture));

    private static string? StateOf(int process) => Fields(process) is { Length: > 0 } fields ? fields[0] : null;

    /// <summary>What the kernel tells of a process: its state, its parent, and more.</summary>
    private static string[] Fields(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Who has ended meanwhile takes no signal, and needs none.
    private static void Signal(int process, int signal) => _ = Kill(process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
