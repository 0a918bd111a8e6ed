using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1004Tests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public Task Reports_a_version_below_the_first(int version) =>
        Of($"[SessionSchema({version})] public sealed partial record Order;", Error(Descriptors.VersionTooLow, "Order", "Order", version));

    [Fact]
    public Task Accepts_the_first_version() => Of("[SessionSchema(1)] public sealed partial record Order;");
}
