using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1103Tests
{
    [Theory]
    [InlineData("-1", "-1")]
    [InlineData("10000", "10000")]
    [InlineData("\"name\"", "name")]
    public Task Reports_a_key_that_is_none(string key, string shown) =>
        Of($"[SessionPart] public sealed partial record Line([property: Key({key})] int A);", Error(Descriptors.BadKey, "A", "Line", "A", shown, "a key is a whole number from 0 to 9999"));

    [Fact]
    public Task Reports_gaps_wider_than_8_as_warnings() => Of("""
        [SessionPart] public sealed partial record Line([property: Key(9)] int A, [property: Key(18)] int B, [property: Key(9999)] int C);
        """,
        Warning(Descriptors.BadKey, "A", "Line", "A", 9, "the 9 unused keys before it cost a byte each, in every value; the next one is 0"),
        Warning(Descriptors.BadKey, "C", "Line", "C", 9999, "the 9980 unused keys before it cost a byte each, in every value; the next one is 19"));

    [Fact]
    public Task Accepts_gaps_of_8_and_the_greatest_key() => Of("""
        [SessionPart] public sealed partial record Line([property: Key(8)] int A, [property: Key(17)] int B);
        [SessionPart] public sealed partial record Far
        {
        #pragma warning disable FLU1103
            [Key(9999)] public int C { get; init; }
        }
        """);
}
