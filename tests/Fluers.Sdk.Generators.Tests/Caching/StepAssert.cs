using System.Collections.Immutable;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Caching;

/// <summary>Looks at what a run did again and what it took from the run before.</summary>
internal static class StepAssert
{
    private static readonly ImmutableArray<string> Names =
    [
        SessionSchemaGenerator.Steps.Types, SessionSchemaGenerator.Steps.Rows, SessionSchemaGenerator.Steps.Assembly,
        SessionSchemaGenerator.Steps.Outputs, SessionSchemaGenerator.Steps.Resolver, ShapeSteps.Local, ShapeSteps.Foreign, ShapeSteps.Joined,
    ];

    // These come to an output only where there are locks.
    private static readonly ImmutableArray<string> OfLocks = [HistorySteps.Locks, HistorySteps.Authored, HistorySteps.Histories, HistorySteps.Past];

    /// <summary>The outputs of all steps from the first model on, with the step's name.</summary>
    public static IEnumerable<(string Step, object Value, IncrementalStepRunReason Reason)> Tracked(GeneratorRun run)
    {
        foreach (string name in Names.Concat(OfLocks))
        {
            foreach (IncrementalGeneratorRunStep step in run.Result.TrackedSteps.GetValueOrDefault(name, []))
            {
                foreach ((object value, IncrementalStepRunReason reason) in step.Outputs)
                {
                    yield return (name, value, reason);
                }
            }
        }
    }

    /// <summary>Asserts that every step ended where it was, so that no text was printed again.</summary>
    public static void NothingIsNew(GeneratorRun run)
    {
        Assert.All(Names, name => Assert.Contains(name, run.Result.TrackedSteps.Keys));
        Assert.All(Tracked(run), output => Assert.True(IsOld(output.Reason), $"{output.Step}: {output.Reason}"));
        Assert.All(Printed(run), output => Assert.Equal(IncrementalStepRunReason.Cached, output));
    }

    /// <summary>How often a text was printed that was not there before, or is another than before.</summary>
    public static int CountPrinted(GeneratorRun run) => Printed(run).Count(reason => !IsOld(reason));

    private static IEnumerable<IncrementalStepRunReason> Printed(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static bool IsOld(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}
