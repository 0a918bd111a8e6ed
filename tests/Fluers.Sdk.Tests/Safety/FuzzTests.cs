using System.Collections.Immutable;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>
/// Random changes to real frames. <c>FLUERS_FUZZ</c> in the environment is the number of changes; the random numbers of each
/// are seeded with its number, so that a run repeats itself and a failure is found again.
/// </summary>
public class FuzzTests
{
    private static readonly int Count = Sweep.Length("FLUERS_FUZZ", 40_000, full: 200_000);

    [Fact]
    public void Changed_frames_decode_to_values_that_last_or_are_refused_by_the_SDK()
    {
        Change(Specimens.OfEveryKind, first: 0, step: 2);
        Change(Specimens.OfConversation, first: 1, step: 4);
    }

    [Fact]
    public void Changed_frames_of_recorded_conversations_are_no_different() => Change(Specimens.Recorded(), first: 3, step: 4);

    private static void Change(ImmutableArray<Specimen> specimens, int first, int step)
    {
        foreach (Specimen specimen in specimens)
        {
            specimen.Check(specimen.Frame);
        }

        for (int seed = first; seed < Count; seed += step)
        {
            var random = new Random(seed);
            Specimen specimen = specimens[random.Next(specimens.Length)];
            Specimen other = specimens[random.Next(specimens.Length)];
            Check(specimen, specimen.Sealed(Mutation.Of(random, specimen.Payload, other.Payload)), seed);
            Check(specimen, Mutation.Of(random, specimen.Frame, other.Frame), seed);
        }
    }

    private static void Check(Specimen specimen, byte[] frame, int seed)
    {
        try
        {
            specimen.Check(frame);
        }
        catch (Exception e)
        {
            Assert.Fail($"seed {seed}: {e}\n{Convert.ToHexString(frame)}");
        }
    }
}
