using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1102Tests
{
    [Fact]
    public Task Reports_every_later_member_with_the_same_key() => Of("""
        [SessionPart] public sealed partial record Line([property: Key(1)] int A, [property: Key(1)] int B, [property: Key(1)] int C);
        """, Error(Descriptors.DuplicateKey, "B", "Line", "A", "B", 1), Error(Descriptors.DuplicateKey, "C", "Line", "A", "C", 1));

    [Fact]
    public Task Accepts_keys_in_any_order() =>
        Of("[SessionPart] public sealed partial record Line([property: Key(2)] int A, [property: Key(0)] int B);");
}
