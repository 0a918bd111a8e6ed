using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Recording;

/// <summary>A <c>T?</c> may be null where its argument is a reference type; of a value type it is nullable only where <c>T</c> says that it is one.</summary>
public sealed class NullableParameterTests
{
    private const string Types = """
        [SessionPart] public sealed partial record Box<T> { [Key(0)] public T? V { get; init; } }
        [SessionPart] public sealed partial record Crate<T> where T : struct { [Key(0)] public T? V { get; init; } }
        [SessionPart] public partial record struct Money([property: Key(0)] int Cents);
        [SessionPart] public sealed partial record Name([property: Key(0)] string Text);
        public enum Level { Low }
        """;

    [Theory]
    [InlineData("Box<int>", "int")]
    [InlineData("Box<string>", "string?")]
    [InlineData("Box<int?>", "int?")]
    [InlineData("Box<Money>", "Money")]
    [InlineData("Box<Level>", "Level")]
    [InlineData("Box<Name>", "Name?")]
    [InlineData("Box<List<int>>", "list<int>?")]
    [InlineData("Box<(int, string)>", "tuple<int, string>")]
    [InlineData("Crate<int>", "int?")]
    [InlineData("Crate<Money>", "Money?")]
    public void What_is_recorded_is_what_can_be_stored(string type, string expected)
    {
        Releases notes = Releases.Of($"{Types} [SessionSchema(1)] public sealed partial record Note([property: Key(0)] {type} Value);");
        SchemaShape shape = LockReader.Read(notes.Locks["note.schema.json"]).Last.Shape;
        var holder = (PartShape)shape.Find(Assert.Single(shape.Root.AllMembers).Type.Name)!;
        Assert.Equal(expected, Assert.Single(holder.Members).Type.ToString());
    }

    [Fact]
    public async Task A_value_that_begins_to_be_null_is_told_of()
    {
        Releases notes = Releases.Of($"{Types} [SessionSchema(1)] public sealed partial record Note([property: Key(0)] Box<int> Value);");
        string[] reports = await notes.ReportsOf($"{Types} [SessionSchema(1)] public sealed partial record Note([property: Key(0)] Crate<int> Value);");
        Assert.Contains(reports, report => report.StartsWith("error FLU1410", StringComparison.Ordinal));
    }
}
