using System.IO.Pipelines;
using System.Text.Json;
using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Tests;

/// <summary>A command that goes on until it is told to end, within the tests.</summary>
internal sealed class Following : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Pipe _pipe = new();
    private readonly StringWriter _errors = new();
    private readonly StreamReader _output;

    private Following(Surroundings surroundings, string[] command)
    {
        _output = new StreamReader(_pipe.Reader.AsStream());
        Stream output = _pipe.Writer.AsStream(leaveOpen: true);
        Run = Task.Run(async () =>
        {
            try
            {
                return await FluersCommand.RunAsync(command, surroundings with { Out = new StreamWriter(output) { AutoFlush = true }, Error = _errors, OpenOutput = () => output }, _stop.Token);
            }
            finally
            {
                await _pipe.Writer.CompleteAsync();
            }
        });
    }

    /// <summary>Starts a command on a store.</summary>
    public static Following Start(Store store, params string[] command) => new(store.Surroundings, store.OnIt(command));

    /// <summary>Starts a command that names its stores itself.</summary>
    public static Following StartAlone(Store store, Dictionary<string, string?> environment, params string[] command) => new(Fluers.SurroundingsOf(store.Folder, environment), command);

    /// <summary>Its exit code, once it has ended.</summary>
    public Task<int> Run { get; }

    /// <summary>The next lines, each of them JSON.</summary>
    public async Task<JsonElement[]> LinesAsync(int count)
    {
        var lines = new JsonElement[count];
        for (int i = 0; i < count; i++)
        {
            string line = await _output.ReadLineAsync() ?? throw new InvalidOperationException(_errors.ToString());
            lines[i] = JsonDocument.Parse(line).RootElement;
        }

        return lines;
    }

    /// <summary>How it ends by itself, and what it says.</summary>
    public async Task<(int Exit, string Errors)> EndAsync() => (await Run, _errors.ToString());

    /// <summary>Ends it as Ctrl-C does.</summary>
    public async Task<(int Exit, string Errors)> StopAsync()
    {
        await _stop.CancelAsync();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _output.Dispose();
        _stop.Dispose();
    }
}
