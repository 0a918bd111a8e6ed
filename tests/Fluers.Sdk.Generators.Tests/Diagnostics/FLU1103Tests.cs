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
        Of($"[SessionPart] public sealed partial record Line([property: Key({key})] int A);", Error(Descriptors.BadKey, "A", "Line", "A", shown));

    [Fact]
    public Task Accepts_the_greatest_key() => Of("[SessionPart] public sealed partial record Line([property: Key(9999)] int A);");
}
