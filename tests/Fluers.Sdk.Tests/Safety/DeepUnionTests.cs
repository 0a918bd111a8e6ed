using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>Unions in unions: admitted to the limit of depth, refused beyond it, and never by the end of the stack.</summary>
public class DeepUnionTests
{
    // The envelope is one level; a case in its union is two.
    private const int DeepestSigns = (SessionReader.MaxDepth - 1) / 2;

    [Fact]
    public void Unions_as_deep_as_the_limit_live_through_a_turn()
    {
        SessionSchema<Everything> schema = SessionSchema<Everything>.Instance;
        byte[] frame = schema.Encode(new Everything { Signs = [Nested(DeepestSigns)] }, FrameKind.Entry);

        Assert.Equal(frame, schema.Encode(schema.Decode(frame), FrameKind.Entry));
    }

    [Theory]
    [InlineData(DeepestSigns + 1)]
    [InlineData(100_000)]
    public void Unions_below_the_limit_are_damage(int levels)
    {
        byte[] payload = Payloads.At(32, [0x91, .. Payloads.Repeated(levels - 1, 0x92, 0x01, 0x91, 0x91), 0x92, 0x02, 0x91, 0x07]);

        Exception? error = Payloads.Decode<Everything>(Payloads.Frame<Everything>(payload));

        Assert.Contains("nested deeper than 256", Assert.IsType<SessionCorruptException>(error).Reason);
    }

    [Fact]
    public void Unions_below_the_limit_are_not_written_either()
    {
        var refused = Assert.Throws<SessionValueException>(
            () => SessionSchema<Everything>.Instance.Encode(new Everything { Signs = [Nested(DeepestSigns + 1)] }, FrameKind.Entry));

        Assert.Contains("256", refused.Reason);
    }

    private static Sign Nested(int levels)
    {
        Sign sign = new Sign.Number(7);
        for (int i = 1; i < levels; i++)
        {
            sign = new Sign.Many([sign]);
        }

        return sign;
    }
}
