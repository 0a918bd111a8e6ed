using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Fluers.Sdk.Agents;
using Fluers.Sdk.SupportAgent.Tests.Harness;
using Fluers.Sdk.Testing;
using SupportAgent;

namespace Fluers.Sdk.SupportAgent.Tests;

/// <summary>The program is killed over and over, between turns and inside them, and never forgets what it has acknowledged.</summary>
public sealed class KillTests(ITestOutputHelper log) : Workplace
{
    private const int KillsPerStore = 10;
    private const int Seed = 20260117;

    private static readonly int Stores = Sweep.Length(2, full: 10);

    private readonly Random _random = new(Seed);
    private int _insideTurn;
    private int _unacknowledged;

    [Fact]
    public async Task Killed_over_and_over_it_restarts_with_every_acknowledged_step()
    {
        log.WriteLine($"seed {Seed}");
        for (int store = 0; store < Stores; store++)
        {
            string path = Path.Combine(Directory, $"{store}.db");
            Stored stored = default;
            for (int kill = 0; kill < KillsPerStore; kill++)
            {
                IReadOnlyList<Acknowledged> steps = Transcript.Acknowledgements(await RunAndKillAsync(path, stored));
                stored = Check(before: stored, steps, after: await LookAsync(path));
            }

            Finished last = (await AgentProcess.RunAsync(Directory, "Which refunds did I get?", ["--store", path, .. SessionOf(stored)])).Succeeded();
            SessionLog<AgentEntry> entries = (await LookAsync(path)).Log;
            AssertEveryCallHasOneResult(entries);
            log.WriteLine($"store {store}: {entries.Count} entries, at last: {last.Labelled("agent")[^1]}");
        }

        // Chance decides which windows the kills met; RecoveryTests opens each of them.
        log.WriteLine($"{Stores * KillsPerStore} kills, {_insideTurn} of them inside a turn, {_unacknowledged} between a commit and its acknowledgement");
    }

    private Stored Check(Stored before, IReadOnlyList<Acknowledged> steps, Stored after)
    {
        // All that was acknowledged is there, and at most one whole commit more. Each commit holds one entry.
        long acknowledged = steps.Count > 0 ? steps[^1].Revision : before.Revision;
        Assert.InRange(after.Revision, acknowledged, acknowledged + 1);
        Assert.Equal(after.Revision, after.Log.Count);
        Assert.All(steps, step => Assert.Equal(step.Shown, Transcript.Shown(after.Log[step.Revision - 1])));

        // History only grows, no message is said twice or left out, and the refunds are those that the log tells of.
        Assert.Equal(Encoded(before.Log), Encoded(after.Log).Take(before.Log.Count));
        Assert.Equal(Enumerable.Range(0, Said(after.Log).Count()).Select(Line), Said(after.Log));
        Assert.Equal(RefundsToldOf(after.Log), after.State?.Refunds.Select(refund => refund.Id) ?? []);

        _insideTurn += after.State?.AwaitsAnswer == true ? 1 : 0;
        _unacknowledged += after.Revision > acknowledged ? 1 : 0;
        return after;
    }

    // Kills at a random moment: most often shortly after a random number of acknowledgements, sometimes during the start.
    private async Task<string[]> RunAndKillAsync(string path, Stored stored)
    {
        string pace = _random.Next(3).ToString(CultureInfo.InvariantCulture);
        using Process process = AgentProcess.Start(Directory, ["--store", path, "--pace", pace, .. SessionOf(stored)]);
        int firstLine = Said(stored.Log).Count();
        int lines = _random.Next(1, 4);
        for (int i = firstLine; i < firstLine + lines; i++)
        {
            await process.StandardInput.WriteLineAsync(Line(i));
        }

        await process.StandardInput.FlushAsync();
        int acknowledgements = _random.Next(0, 11);
        bool duringStart = _random.Next(8) == 0;
        TimeSpan delay = TimeSpan.FromMicroseconds(_random.Next(duringStart ? 250_000 : 6_000));

        ChannelReader<string> output = LinesOf(process.StandardOutput);
        List<string> printed = duringStart ? [] : await ReadUntilAsync(output, acknowledgements);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < delay)
        {
            Thread.SpinWait(20);
        }

        process.Kill();
        await process.WaitForExitAsync();
        printed.AddRange(await output.ReadAllAsync().ToListAsync());
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
        return [.. printed];
    }

    private static ChannelReader<string> LinesOf(StreamReader output)
    {
        Channel<string> lines = Channel.CreateUnbounded<string>();
        _ = Task.Run(async () =>
        {
            while (await output.ReadLineAsync() is { } line)
            {
                lines.Writer.TryWrite(line);
            }

            lines.Writer.Complete();
        });
        return lines.Reader;
    }

    // Ends too when the program has answered its last line: then it waits for more and prints nothing.
    private static async Task<List<string>> ReadUntilAsync(ChannelReader<string> output, int acknowledgements)
    {
        var printed = new List<string>();
        var patience = TimeSpan.FromMinutes(5);
        while (acknowledgements > 0)
        {
            using var quiet = new CancellationTokenSource(patience);
            try
            {
                printed.Add(await output.ReadAsync(quiet.Token));
            }
            catch (OperationCanceledException)
            {
                break;
            }

            if (Transcript.SavedPattern.IsMatch(printed[^1]))
            {
                acknowledgements--;
                patience = TimeSpan.FromMilliseconds(150);
            }
        }

        return printed;
    }

    private static async Task<Stored> LookAsync(string path)
    {
        if (!File.Exists(path))
        {
            return default;
        }

        await using SessionStore store = OpenStore(path);
        if (await store.ListAsync().SingleOrDefaultAsync() is not { } info)
        {
            return default;
        }

        Session<SupportConversation> session = (await store.LoadAsync<SupportConversation>(info.Id))!;
        return new Stored(session.Id, session.Revision, session.State);
    }

    private static string[] SessionOf(Stored stored) => stored.State is null ? [] : ["--session", stored.Id.Value];

    private static string Line(int number) => (number % 3) switch
    {
        0 => $"#{number}: Please refund order A-{1000 + number}.",
        1 => $"#{number}: Where is my order A-{1000 + number}?",
        _ => $"#{number}: Hello again.",
    };

    private static IEnumerable<string> Said(IEnumerable<AgentEntry> log) =>
        log.OfType<AgentEntry.Message>().Select(said => said.Value.ToChatMessage().Text);

    private static IEnumerable<string> RefundsToldOf(IEnumerable<AgentEntry> log) => log.OfType<AgentEntry.ToolResult>()
        .Select(result => ((StoredContent.FunctionResult)result.Result).Value!.Value)
        .Where(result => result.TryGetProperty("refund_id", out _))
        .Select(result => result.GetProperty("refund_id").GetString()!);

    private static void AssertEveryCallHasOneResult(IEnumerable<AgentEntry> log) => Assert.Equal(
        log.OfType<AgentEntry.Response>().SelectMany(response => response.Value.Messages).SelectMany(message => message.Contents).OfType<StoredContent.FunctionCall>().Select(call => call.CallId),
        log.OfType<AgentEntry.ToolResult>().Select(result => result.CallId));

    private readonly record struct Stored(SessionId Id, long Revision, SupportConversation? State)
    {
        public SessionLog<AgentEntry> Log => State?.Log ?? [];
    }
}
