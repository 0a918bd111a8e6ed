using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1005Tests
{
    [Fact]
    public Task Reports_a_version_that_no_frame_can_state() =>
        Of("[SessionSchema(65536)] public sealed partial record Order;", Error(Descriptors.VersionTooHigh, "Order", "Order", 65536));

    [Fact]
    public Task Accepts_the_last_version() => Of("[SessionSchema(65535)] public sealed partial record Order;");
}
