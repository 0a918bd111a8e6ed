using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Recording;

/// <summary>The defaults of members that another project declares: compiled code has no initializers to read, so they are recorded there.</summary>
public sealed class ForeignDefaultTests
{
    private const string First = "public abstract record Base { [Key(0)] public required string Name { get; init; } }";

    private const string Grown = """
        public abstract record Base
        {
            [Key(0)] public required string Name { get; init; }
            [Key(1)] public int Count { get; init; } = 3;
            [Key(2)] public string Text { get; init; } = "three";
            [Key(3)] public int[] Numbers { get; init; } = [1, 2];
            [Key(4)] public string? Note { get; init; }
            [Key(6)] public TimeSpan Span;
        }
        """;

    private const string Note = "[SessionSchema(1)] public sealed partial record Note : Base { [Key(5)] public int Own { get; init; } } public static class Data { public static Note One => new() { Name = \"a\" }; }";

    private static readonly string Raised = Note.Replace("Schema(1)", "Schema(2)", StringComparison.Ordinal).Replace("int Own", "long Own", StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[SessionPart] public sealed partial record Other([property: Key(0)] int X);")]
    public void What_was_stored_before_a_base_grew_is_its_default_in_every_later_version(string beside)
    {
        var releases = Releases.Of();
        releases.Add(Note, Releases.Library(First));
        byte[] before = releases[0].Frame("One");
        releases.Add(Note, Releases.Library(Grown + beside));
        releases.Add(Raised, Releases.Library(Grown + beside));

        const string expected = "Note { Own = 0, Name = a, Count = 3, Text = three, Numbers = [1, 2], Note =  }";
        Assert.Equal(expected, releases[1].Read("Note", before));
        Assert.Equal(expected, releases[2].Read("Note", before));
        Assert.Contains("""{ "key": 1, "name": "Count", "type": "int", "default": "3" }""", releases.Locks["note.schema.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_default_that_changes_in_the_other_project_is_told_of()
    {
        var releases = Releases.Of();
        releases.Add(Note, Releases.Library(Grown));
        Assert.Empty(await releases.ReportsOf(Note, Releases.Library(Grown)));
        string[] reports = await releases.ReportsOf(Note, Releases.Library(Grown.Replace("= 3", "= 4", StringComparison.Ordinal)));
        Assert.StartsWith("error FLU1412 Note: 'Note.Count' has another default", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[SessionPart] public partial record Base { [Key(0)] public required string Name { get; init; } [Key(1)] public int Count { get; init; } = 3; }", "Base")]
    [InlineData("public abstract class Base { [Key(1)] public int Count { get; set; } = 3; }", "Base")]
    [InlineData("public abstract class Base<T> { [Key(1)] public T? Value { get; set; } [Key(2)] public int Count { get; set; } = 3; }", "Base<int>")]
    [InlineData("public abstract class Top { [Key(1)] public int Count { get; set; } = 3; } public abstract class Base : Top { [Key(2)] public int Size { get; set; } = 4; }", "Base")]
    [InlineData("public abstract class Top { [Key(1)] public virtual int Count { get; set; } = 7; } public abstract class Base : Top { [Key(1)] public override int Count { get; set; } = 3; }", "Base")]
    [InlineData("public abstract class Base { protected Base() => Count = 3; [Key(1)] public int Count { get; set; } }", "Base")]
    public void Whatever_kind_of_class_declares_it(string library, string name)
    {
        string kind = library.Contains("record", StringComparison.Ordinal) ? "record" : "class";
        string source = $"[SessionSchema(1)] public sealed partial {kind} Note : {name} {{ [Key(5)] public int Own {{ get; set; }} }}";
        var releases = Releases.Of();
        releases.Add(source, Releases.Library(library));
        Assert.Contains("""{ "key": 1, "name": "Count", "type": "int", "default": "3" }""".Replace("1", library.Contains("Base<T>", StringComparison.Ordinal) ? "2" : "1", StringComparison.Ordinal), releases.Locks["note.schema.json"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_constructor_of_this_project_sets_needs_no_record(bool isGenerated)
    {
        var releases = Releases.Of();
        releases.Add(
            "[SessionSchema(1)] public sealed partial class Note : Base { public Note() => Count = 5; [Key(5)] public int Own { get; set; } }",
            Releases.Library("public abstract class Base { [Key(1)] public int Count { get; set; } = 3; }", isGenerated));
        Assert.Contains("""{ "key": 1, "name": "Count", "type": "int", "default": "5" }""", releases.Locks["note.schema.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_project_recorded_is_refused()
    {
        MetadataReference library = MetadataReference.CreateFromImage(Releases.Library(Grown, isGenerated: false));
        GeneratorRun run = GeneratorRun.Of(new Consumer().With(library).Compile(Consumer.Usings + Note));
        Assert.Equal(
            new[] { "Count", "Text", "Numbers", "Span" }.Select(member => Error(Descriptors.DefaultNotRecorded, "Note", "Note", member, "Base", "Library")),
            (await run.DiagnosticsAsync()).Where(diagnostic => diagnostic.Id.StartsWith("FLU", StringComparison.Ordinal)).Select(Found));
    }

    [Fact]
    public async Task What_needs_no_default_is_stored_without_a_record()
    {
        const string plain = "public abstract record Base([property: Key(0)] string Name) { [Key(1)] public string? Note { get; init; } [Key(2)] public required int Count { get; init; } }";
        MetadataReference library = MetadataReference.CreateFromImage(Releases.Library(plain, isGenerated: false));
        await GeneratorRun.Of(new Consumer().With(library).Compile(
            Consumer.Usings + "[SessionSchema(1)] public sealed partial record Note(string Name) : Base(Name);")).IsClean();
    }
}
