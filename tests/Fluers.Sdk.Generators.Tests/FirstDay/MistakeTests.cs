namespace Fluers.Sdk.Generators.Tests.FirstDay;

/// <summary>The mistakes of a first day, and all that a build prints of each: the first line is ours, and it shows the line to write.</summary>
public sealed class MistakeTests
{
    private const string Customer = "[Key(0)] public required string Customer { get; init; }";
    private const string Total = "[Key(1)] public int Total { get; init; }";
    private const string Third = "\n    [Key(2)] public ";

    /// <summary>The mistake, the edits that make it (what was right, what is wrong), and what is printed.</summary>
    public static TheoryData<string, string[], string> Mistakes => new()
    {
        {
            "no partial", ["partial record Order", "record Order"],
            """
            Order.cs(5,22): error FLU1001: 'Order' must be partial, so that its formatter can be generated into 'Order'; write 'public sealed partial record Order'
            Order.cs(5,22): error CS0260: Missing partial modifier on declaration of type 'Order'; another partial declaration of this type exists
            """
        },
        {
            "no key", [Total, "public int Total { get; init; }"],
            """
            Order.cs(8,16): error FLU1101: 'Order.Total' has neither [Key] nor [IgnoreMember]; write '[Key(1)] public int Total { get; init; }' to store it, or give it [IgnoreMember] to leave it out
            """
        },
        {
            "no required", ["required string Customer", "string Customer"],
            """
            Order.cs(7,28): error FLU1112: 'Order.Customer' may not be null but has no value when it is absent; write 'public required string Customer { get; init; }', or initialize it, or make it nullable
            """
        },
        {
            "a part that is not annotated", [Total, Total + Third + "Address? Ship { get; init; }\n    public sealed record Address(string Street, string City);"],
            """
            Order.cs(9,30): error FLU1201: 'Order.Ship' (Address) cannot be stored: the type Order.Address has no format; write '[SessionPart] public sealed partial record Address([property: Key(0)] string Street, [property: Key(1)] string City)', or store a type that has one
            """
        },
        {
            "an entry that is no schema", ["[SessionSchema(1)]\npublic sealed partial record Line", "public sealed partial record Line"],
            """
            Order.cs(9,29): error FLU1110: 'Order.Lines' cannot be the session's log: its entries, Line, have no versions of their own; write '[SessionSchema(1)] public sealed partial record Line'
            """
        },
        {
            "an object", [Total, Total + Third + "Dictionary<string, object> Meta { get; init; } = [];"],
            """
            Order.cs(9,48): error FLU1203: 'Order.Meta' (Dictionary<string, object> → object) cannot be stored: object says nothing of what it holds; store a type of its own, or a union of those that it may be, or, for whatever JSON can hold, write 'public Dictionary<string, JsonElement> Meta { get; init; } = [];'
            """
        },
        {
            "the key of a database", ["using MessagePack;\n", "using System.ComponentModel.DataAnnotations;\n", "[Key(0)]", "[Key]", "[Key(1)]", "[Key]"],
            """
            Order.cs(7,34): error FLU1101: 'Order.Customer' has the [Key] of System.ComponentModel.DataAnnotations, not that of MessagePack; write '[MessagePack.Key(0)] public required string Customer { get; init; }'
            Order.cs(8,22): error FLU1101: 'Order.Total' has the [Key] of System.ComponentModel.DataAnnotations, not that of MessagePack; write '[MessagePack.Key(1)] public int Total { get; init; }'
            Order.cs(15,34): error FLU1101: 'Line.Text' has the [Key] of System.ComponentModel.DataAnnotations, not that of MessagePack; write '[MessagePack.Key(0)] public required string Text { get; init; }'
            """
        },
        {
            "a DateTime", [Total, Total + Third + "DateTime At { get; init; }"],
            """
            Order.cs(9,30): warning FLU1207: 'Order.At' (DateTime) holds a DateTime, which is stored as UTC and comes back as such, and cannot be local; write 'public DateTimeOffset At { get; init; }', or suppress this if all times are UTC
            """
        },
        {
            "an abstract class that is no union", [Total, Total + Third + "IReadOnlyList<Step> Steps { get; init; } = [];\n    public abstract record Step;"],
            """
            Order.cs(9,41): error FLU1204: 'Order.Steps' (IReadOnlyList<Step> → Step) cannot be stored: which types are behind Order.Step is not known; write '[SessionUnion] public abstract partial record Step' and give each type that derives from it [Case(tag)], or store a concrete type
            """
        },
        {
            "no using", ["using MessagePack;\n", "\n"],
            """
            Order.cs(7,37): error FLU1101: 'Order.Customer' has a [Key] that the compiler does not find; write 'using MessagePack;' at the top of the file
            Order.cs(15,37): error FLU1101: 'Line.Text' has a [Key] that the compiler does not find; write 'using MessagePack;' at the top of the file
            """
        },
        {
            "a primary constructor without keys", ["record Order\n{\n    " + Customer, "record Order(string Customer)\n{"],
            """
            Order.cs(5,43): error FLU1101: 'Order.Customer' has neither [Key] nor [IgnoreMember]; write '[property: Key(2)] string Customer' to store it, or give it [IgnoreMember] to leave it out
            """
        },
        {
            "no version", ["[SessionSchema(1)]", "[SessionSchema]"],
            """
            Order.cs(5,30): error FLU1002: 'Order' cannot be stored in a session: it states no version; write '[SessionSchema(1)]'
            Order.cs(13,30): error FLU1002: 'Line' cannot be stored in a session: it states no version; write '[SessionSchema(1)]'
            Order.cs(4,2): error CS7036: There is no argument given that corresponds to the required parameter 'version' of 'SessionSchemaAttribute.SessionSchemaAttribute(int)'
            Order.cs(12,2): error CS7036: There is no argument given that corresponds to the required parameter 'version' of 'SessionSchemaAttribute.SessionSchemaAttribute(int)'
            """
        },
        {
            "a log of strings", ["SessionLog<Line>", "SessionLog<string>"],
            """
            Order.cs(9,31): error FLU1110: 'Order.Lines' cannot be the session's log: its entries, String, have no versions of their own; write '[SessionSchema(1)] public sealed partial record LineEntry([property: Key(0)] string Value);' and make it a SessionLog<LineEntry>
            """
        },
        {
            "a log that is not there", [" = [];", ""],
            """
            Order.cs(9,29): error FLU1112: 'Order.Lines' may not be null but has no value when it is absent; write 'public SessionLog<Line> Lines { get; init; } = [];', or make it required
            """
        },
    };

    [Fact]
    public async Task The_program_without_a_mistake_builds_in_silence() => Assert.Empty(await FirstDayProject.PrintAsync(FirstDayProject.Order));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task The_build_prints_the_line_to_write_and_nothing_that_follows_from_it(string mistake, string[] edits, string printed)
    {
        string order = edits.Chunk(2).Aggregate(FirstDayProject.Order, (text, edit) => text.Replace(edit[0], edit[1], StringComparison.Ordinal));
        Assert.True(order != FirstDayProject.Order, mistake);
        Assert.Equal(printed.ReplaceLineEndings("\n"), string.Join('\n', await FirstDayProject.PrintAsync(order)));
    }
}
