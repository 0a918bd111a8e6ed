using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>Frames that end at every byte before their end.</summary>
public class TruncationTests
{
    [Fact]
    public void A_frame_cut_off_anywhere_is_damaged()
    {
        foreach (Specimen specimen in Specimens.OfEveryKind)
        {
            for (int length = 0; length < specimen.Frame.Length; length++)
            {
                Assert.IsType<SessionCorruptException>(specimen.Error(specimen.Frame[..length]));
            }
        }
    }

    [Fact]
    public void A_payload_cut_off_anywhere_is_damaged_however_right_its_checksum() => Damage(Specimens.OfEveryKind.Concat(Specimens.OfConversation));

    [Fact]
    public void A_payload_of_a_recorded_conversation_is_no_different() => Damage(Specimens.Recorded(), oneOf: 13);

    private static void Damage(IEnumerable<Specimen> specimens, int oneOf = 1)
    {
        foreach (Specimen specimen in specimens)
        {
            foreach (int length in Sweep.Some(Enumerable.Range(0, specimen.Payload.Length), oneOf))
            {
                var error = Assert.IsType<SessionCorruptException>(specimen.Error(specimen.Sealed(specimen.Payload[..length])));

                Assert.InRange(error.Offset, 0, length);
            }
        }
    }
}
