using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1604Tests
{
    [Fact]
    public Task Reports_a_union_declaration_without_its_case_Unknown() => Of(
        """
        [SessionUnion] public partial union Content(Text, Image);
        [Case(0)] public sealed partial record Text([property: Key(0)] string Value);
        [Case(1)] public sealed partial record Image([property: Key(0)] string Media);
        """,
        Error(Descriptors.NoUnknownCase, "Content", "Content", "[SessionUnion] public partial union Content(Text, Image, Content.Unknown)"));

    [Fact]
    public Task Reports_one_that_lists_another_Unknown() => Of(
        """
        [SessionUnion] public partial union Outcome<T>(Outcome<T>.Done, Unknown) { [Case(0)] public sealed partial record Done([property: Key(0)] T Value); }
        [Case(7)] public sealed partial record Unknown;
        """,
        Error(Descriptors.NoUnknownCase, "Outcome", "Outcome", "[SessionUnion] public partial union Outcome<T>(Outcome<T>.Done, Outcome<T>.Unknown)"),
        Error(Descriptors.BadCase, "Unknown", "Outcome", "Unknown", "a case has the type parameters of its union and no others; nest it in Outcome, and give it none of its own"));

    [Fact]
    public Task Accepts_a_union_declaration_with_it() => Of("""
        [SessionUnion] public partial union Outcome<T>(Outcome<T>.Done, Outcome<T>.Failed, Outcome<T>.Unknown)
        {
            [Case(0)] public sealed partial record Done([property: Key(0)] T Value);
            [Case(1)] public readonly partial record struct Failed([property: Key(0)] string Why, [property: Key(1)] Outcome<T>? Before);
        }
        [SessionPart] public sealed partial record Outcomes([property: Key(0)] Outcome<int> Number, [property: Key(1)] List<Outcome<string>> Texts);
        """);

    [Fact]
    public Task Accepts_a_union_of_entries() => Of("""
        [SessionSchema(1), SessionUnion] public partial union Event(Opened, Closed, Event.Unknown);
        [Case(0)] public sealed partial record Opened([property: Key(0)] string Who);
        [Case(1)] public sealed partial record Closed;
        [SessionSchema(1)] public sealed partial record Door { public SessionLog<Event> Events { get; init; } = []; }
        public static class Doors { public static void Open(Session<Door> door) => door.Append(new Opened("me")); }
        """);
}
