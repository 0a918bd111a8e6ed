using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>A number or a tag that went out of use is refused when it is written, since it would be when it is read.</summary>
public sealed class RetiredValueTests
{
    private const string First = """
        namespace Shop;
        [SessionSchema(1)] public sealed partial record Note { [Key(0)] public Level Level { get; init; } [Key(1)] public Choice? Choice { get; init; } }
        public enum Level : sbyte { Low, Odd = -5 }
        [SessionUnion] public abstract partial record Choice
        {
            [Case(0)] public sealed partial record A([property: Key(0)] int X) : Choice;
            [Case(1)] public sealed partial record B([property: Key(0)] int X) : Choice;
        }
        """;

    private const string Second = """
        namespace Shop;
        [SessionSchema(2)] public sealed partial record Note { [Key(0)] public Level Level { get; init; } [Key(1)] public Choice? Choice { get; init; } }
        public enum Level : sbyte { Low }
        [SessionUnion] public abstract partial record Choice
        {
            [Case(0)] public sealed partial record A([property: Key(0)] int X) : Choice;
        }
        static partial class NoteHistory { public static partial V2.Note Up(V1.Note n) => n.ToV2(levelOdd: V2.Level.Low, choiceB: b => new V2.Choice.A(b.X)); }
        public static class Data
        {
            public static Note Number => new() { Level = (Level)(-5) };
            public static Note Tag => new() { Choice = new Choice.Unknown(1, new byte[] { 0x90 }) };
            public static Note Neither => new() { Level = (Level)7, Choice = new Choice.Unknown(7, new byte[] { 0x90 }) };
        }
        """;

    private static readonly Release Today = Releases.Of(First, Second).Last;

    [Fact]
    public void A_number_that_was_retired_is_not_written()
    {
        SessionValueException refused = Assert.Throws<SessionValueException>(() => Today.Frame("Number"));
        Assert.Equal("the number -5 was retired, and no build of this version reads it", refused.Reason);
        Assert.Equal("Level (key 0)", refused.Path);
    }

    [Fact]
    public void A_tag_that_was_retired_is_not_written()
    {
        SessionValueException refused = Assert.Throws<SessionValueException>(() => Today.Frame("Tag"));
        Assert.Equal("the tag 1 was retired, and no build of this version reads it", refused.Reason);
        Assert.Equal("Choice (key 1)", refused.Path);
    }

    [Fact]
    public void What_no_version_ever_had_is() => Assert.Equal(Today.Frame("Neither"), Today.Saved("Note", Today.Frame("Neither")));
}
