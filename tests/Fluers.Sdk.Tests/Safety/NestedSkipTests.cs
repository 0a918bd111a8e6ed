using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Tests.Wire;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>Values that nobody knows are passed over without recursion, however deep they are.</summary>
public class NestedSkipTests
{
    [Theory]
    [InlineData("91", "C0")]        // arrays
    [InlineData("8101", "C0")]      // maps, as values
    [InlineData("81", "8001")]      // maps, as keys
    [InlineData("DD00000001", "90")]
    public void A_hundred_thousand_levels_are_passed_over_without_recursion(string level, string innermost)
    {
        const int Levels = 100_000;
        string after = level == "81" ? string.Concat(Enumerable.Repeat("01", Levels - 1)) : "";
        byte[] bytes = Convert.FromHexString(string.Concat(Enumerable.Repeat(level, Levels)) + innermost + after);

        int end = Bytes.Read(bytes, (ref r) =>
        {
            r.Skip();
            return r.Position;
        });

        Assert.Equal(bytes.Length, end);
    }

    [Fact]
    public void A_value_nested_half_a_million_levels_deep_is_kept_and_written_back()
    {
        byte[] payload = Payloads.At(31, [.. Payloads.Repeated(500_000, 0x91), 0x01]);
        SessionSchema<Everything> schema = SessionSchema<Everything>.Instance;

        byte[] again = schema.Encode(schema.Decode(Payloads.Frame<Everything>(payload)), FrameKind.Entry);

        Assert.True(again.AsSpan().IndexOf(payload.AsSpan(^500_001..)) > 0);
    }

    [Fact]
    public void A_case_that_is_not_known_may_hold_what_is_nested_half_a_million_levels_deep()
    {
        byte[] payload = Payloads.At(32, [0x91, 0x92, 0x63, .. Payloads.Repeated(500_000, 0x91), 0x01]);

        Everything read = SessionSchema<Everything>.Instance.Decode(Payloads.Frame<Everything>(payload));

        Assert.Equal(500_001, Assert.IsType<Sign.Unknown>(Assert.Single(read.Signs)).Payload.Length);
    }
}
