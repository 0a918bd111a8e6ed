using System.Collections.Concurrent;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>
/// Random programs against a strict provider: calls side by side, decisions in any order and form, forged ones, tools of the client, inputs that are given up at any
/// time, empty answers, requests sent again in every form, providers and stores that fail, processes that end at each commit. No request is refused, no tool
/// runs twice or with what nobody approved, no message is lost or doubled.
/// </summary>
/// <remarks>
/// The environment variable <c>FLUERS_AGENT_PROGRAMS</c> says how many, <c>FLUERS_AGENT_PROGRAMS_FROM</c> from which one on, so that a long run can be made in parts.
/// <c>FLUERS_AGENT_PROGRAM</c> plays one alone.
/// </remarks>
public sealed class ProgramTests(ITestOutputHelper output)
{
    /// <summary>So many programs have all happenings in them.</summary>
    private const int Enough = 2_000;

    private static readonly int Programs = Sweep.Length("FLUERS_AGENT_PROGRAMS", usual: 5_000, full: 50_000);
    private static readonly int First = Sweep.Length("FLUERS_AGENT_PROGRAMS_FROM", usual: 0, full: 0);

    [Fact]
    public Task Whatever_happens_to_a_runner_its_conversation_holds() => RunAsync(RunnerProgram.RunAsync, RunnerProgram.Happenings, RunnerProgram.Entries);

    [Fact]
    public Task Whatever_happens_to_a_pipeline_its_conversation_holds() => RunAsync(PipelineProgram.RunAsync, PipelineProgram.Happenings, PipelineProgram.Entries);

    private async Task RunAsync(Func<int, Happenings, Task> program, IEnumerable<Happening> expected, IEnumerable<string> entries)
    {
        var happenings = new Happenings();
        if (int.TryParse(Environment.GetEnvironmentVariable("FLUERS_AGENT_PROGRAM"), out int one))
        {
            await program(one, happenings);
            return;
        }

        var failures = new ConcurrentQueue<(int Seed, Exception Error)>();

        // A program waits now and then for what it has set going, so there are more of them than cores.
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount * 2 };
        await Parallel.ForAsync(First, First + Programs, options, async (seed, _) =>
        {
            if (failures.IsEmpty)
            {
                try
                {
                    await program(seed, happenings).WaitAsync(TimeSpan.FromMinutes(5), CancellationToken.None);
                }
                catch (Exception e)
                {
                    failures.Enqueue((seed, e));
                }
            }
        });

        output.WriteLine($"{Programs} programs from {First} on\n{happenings}");
        Assert.True(failures.IsEmpty, failures.TryPeek(out (int Seed, Exception Error) first) ? $"Program {first.Seed}: {first.Error}" : "");
        Assert.Empty(Programs < Enough ? [] : happenings.Missing(expected, entries));
    }
}
