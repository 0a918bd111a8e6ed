using System.Diagnostics;
using System.Text;
using Fluers.Sdk.Servers;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Testing.Shared;

namespace Fluers.Sdk.WebAgent.Tests.Harness;

/// <summary>The sample as users run it: a process with a port and a store. It is killed and started again on both.</summary>
public sealed class WebAgentServer : IAsyncDisposable
{
    /// <summary>Against hanging alone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("web-agent-").FullName;
    private readonly int _port = FreePort.Next();
    private readonly string? _postgreSql;
    private readonly StringBuilder _output = new();
    private Process? _process;

    private WebAgentServer(string? postgreSql) => _postgreSql = postgreSql;

    public string Url => $"http://127.0.0.1:{_port}";

    /// <summary>What all its processes have written.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a server whose model and tools take no time, but where a setting says so: <c>RefundPause=00:01:00</c>.</summary>
    public static Task<WebAgentServer> StartAsync(params string[] settings) => StartAsync(postgreSql: null, settings);

    /// <summary>Starts a server whose sessions are in PostgreSQL.</summary>
    public static Task<WebAgentServer> StartOnPostgreSqlAsync(string connectionString, params string[] settings) => StartAsync(connectionString, settings);

    /// <summary>Starts a process on the same port and store, and waits until it answers.</summary>
    public async Task StartAgainAsync(params string[] settings)
    {
        _process = Process.Start(Command(settings))!;
        _process.OutputDataReceived += Heard;
        _process.ErrorDataReceived += Heard;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient();
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                if (await client.GetStringAsync($"{Url}/healthz") == "Healthy")
                {
                    return;
                }
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(start) < Patience && !_process.HasExited)
            {
                await Task.Delay(25);
            }
            catch (HttpRequestException e)
            {
                throw new InvalidOperationException($"The server does not answer:\n{Output}", e);
            }
        }
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Asks the process to end, as Ctrl+C does, and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using Process signal = Process.Start("kill", ["-INT", $"{_process!.Id}"]);
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        int exit = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return exit;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        string store = Path.Combine(_folder, "sessions.db");
        if (File.Exists(store))
        {
            await StrictConversations.CheckAsync<global::WebAgent.ShopSession>(SqliteStorage.Open(store));
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<WebAgentServer> StartAsync(string? postgreSql, string[] settings)
    {
        var server = new WebAgentServer(postgreSql);
        await server.StartAgainAsync(settings);
        return server;
    }

    private ProcessStartInfo Command(string[] settings)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] all = ["WordPause=0", "LookUpPause=0", "RefundPause=0", "Lease=00:00:01", .. settings];
        foreach (string argument in (IEnumerable<string>)["exec", Path.Combine(AppContext.BaseDirectory, "WebAgent.dll"), "--Urls", Url, .. all.Select(setting => $"--Agent:{setting}")])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("OPENAI_API_KEY");
        start.Environment["WEB_AGENT_POSTGRES"] = _postgreSql ?? "";
        return start;
    }

    private void Heard(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
