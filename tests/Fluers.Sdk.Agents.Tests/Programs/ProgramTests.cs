using System.Collections.Concurrent;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>
/// Random programs against a strict provider: calls side by side, decisions in any order and form, forged ones, tools of the client, inputs that are given up,
/// empty answers, requests sent again in every form, providers and stores that fail, processes that end at each commit. No request is refused, no tool
/// runs twice or with what nobody approved, no message is lost or doubled.
/// </summary>
/// <remarks>The environment variable <c>FLUERS_AGENT_PROGRAMS</c> says how many, <c>FLUERS_AGENT_PROGRAM</c> which one alone.</remarks>
public sealed class ProgramTests
{
    private static readonly int Programs = Sweep.Length("FLUERS_AGENT_PROGRAMS", usual: 1_000, full: 50_000);

    [Fact]
    public Task Whatever_happens_to_a_runner_its_conversation_holds() => RunAsync(RunnerProgram.RunAsync);

    [Fact]
    public Task Whatever_happens_to_a_pipeline_its_conversation_holds() => RunAsync(PipelineProgram.RunAsync);

    private static async Task RunAsync(Func<int, Task> program)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("FLUERS_AGENT_PROGRAM"), out int one))
        {
            await program(one);
            return;
        }

        var failures = new ConcurrentQueue<(int Seed, Exception Error)>();
        await Parallel.ForAsync(0, Programs, async (seed, _) =>
        {
            if (failures.IsEmpty)
            {
                try
                {
                    await program(seed).WaitAsync(TimeSpan.FromMinutes(5), CancellationToken.None);
                }
                catch (Exception e)
                {
                    failures.Enqueue((seed, e));
                }
            }
        });

        Assert.True(failures.IsEmpty, failures.TryPeek(out (int Seed, Exception Error) first) ? $"Program {first.Seed}: {first.Error}" : "");
    }
}
