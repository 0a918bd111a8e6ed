using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Unions;

/// <summary>A union that is declared as one is stored as a union of derived types is.</summary>
public sealed class DeclaredUnionTests
{
    private const string Derived = """
        [SessionSchema(1)]
        public sealed partial record Note
        {
            [Key(0)] public required Content Body { get; init; }
            [Key(1)] public Content? Foot { get; init; }
            [Key(2)] public List<Content> Rest { get; init; } = [];
        }
        [SessionUnion]
        public abstract partial record Content
        {
            [Case(0)] public sealed partial record Text([property: Key(0)] string Value) : Content;
            [Case(1)] public sealed partial record Image([property: Key(0)] string Media) : Content { [Key(1)] public int Width { get; init; } = 640; }
        }
        public static class Data
        {
            public static Note All => new() { Body = new Content.Text("hi"), Foot = new Content.Image("png"), Rest = [new Content.Text("a"), new Content.Image("b") { Width = 2 }] };
            public static Note Bare => new() { Body = new Content.Image("jpg") };
        }
        """;

    private static readonly string Declared = Derived
        .Replace("abstract partial record Content", "partial union Content(Content.Text, Content.Image, Content.Unknown)", StringComparison.Ordinal)
        .Replace(" : Content", "", StringComparison.Ordinal);

    // A third case, which older builds do not know.
    private static readonly string Grown = Declared
        .Replace("Content.Image, ", "Content.Image, Sound, ", StringComparison.Ordinal)
        .Replace("public static class Data", "[Case(2)] public sealed partial record Sound([property: Key(0)] double Seconds);\npublic static class Data", StringComparison.Ordinal)
        .Replace("\"jpg\"", "\"jpg\"), Foot = new Sound(2.5", StringComparison.Ordinal);

    [Fact]
    public Task Nobody_warns_about_it() => GeneratorRun.Of(Declared).IsClean();

    [Fact]
    public async Task To_declare_a_union_is_no_change_of_what_is_stored()
    {
        LockedProject project = new LockedProject("").After(Derived) with { Source = Declared };
        foreach (string mode in (string[])["update", "locked"])
        {
            Assert.Empty(await (project with { Mode = mode }).Generate().DiagnosticsAsync(mode));
        }

        Assert.Equal(project.Files, project.After(Declared).Files);
        Assert.Equal(new LockedProject("").After(Derived).Files, new LockedProject("").After(Declared).Files);
    }

    [Theory]
    [InlineData("All")]
    [InlineData("Bare")]
    public void It_has_the_bytes_of_a_union_of_derived_types(string value)
    {
        Releases releases = Releases.Of(Derived, Declared);
        byte[] frame = releases[0].Frame(value);
        Assert.Equal(frame, releases[1].Frame(value));
        Assert.Equal(frame, releases[1].Saved("Note", frame));
        Assert.Contains(value == "All" ? "Text { Value = hi }" : "Image { Media = jpg, Width = 640 }", releases[1].Read("Note", frame), StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_of_a_newer_build_is_kept_byte_for_byte()
    {
        Releases releases = Releases.Of(Declared, Grown);
        byte[] newer = releases[1].Frame("Bare");
        Assert.Contains("Foot = Content { Value = Unknown { Tag = 2, Payload = 91CB4004000000000000 } }", releases[0].Read("Note", newer), StringComparison.Ordinal);
        byte[] saved = releases[0].Saved("Note", newer);
        Assert.Equal(newer, saved);
        Assert.Contains("Foot = Content { Value = Sound { Seconds = 2.5 } }", releases[1].Read("Note", saved), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_without_a_case_is_not_stored()
    {
        Release release = Releases.Of(Declared.Replace("public static Note Bare", "public static Note Empty => new() { Body = default };\n    public static Note Bare", StringComparison.Ordinal)).Last;
        Assert.Contains("Body", Assert.Throws<SessionValueException>(() => release.Frame("Empty")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_case_is_asked_for_by_the_migration()
    {
        string removed = Without(Declared).Replace("Schema(1)", "Schema(2)", StringComparison.Ordinal);
        Releases releases = Releases.Of(Declared);
        const string migration = "static partial class NoteHistory { public static partial V2.Note Up(V1.Note note) => note.ToV2(contentImage: image => new V2.Content.Text(image.Media)); }";
        Assert.Contains(
            releases.ErrorsOf(removed + migration.Replace("contentImage: image => new V2.Content.Text(image.Media)", "", StringComparison.Ordinal)),
            error => error.StartsWith("CS7036 ", StringComparison.Ordinal) && error.Contains("contentImage", StringComparison.Ordinal));
        releases.Add(removed + migration);
        Assert.Contains("Foot = Content { Value = Text { Value = png } }", releases.Last.Read("Note", releases[0].Frame("All")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_is_gone_from_the_list_does_not_build()
    {
        string removed = Without(Declared);
        LockedProject project = new LockedProject("").After(Declared) with { Source = removed };
        string message = Assert.Single(
            (await project.Generate().DiagnosticsAsync("locked")).Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}").Distinct());
        Assert.StartsWith("FLU1416 'Note.Body.Image' is gone, and stored values may be it", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("string Media", "object Media", "FLU1203")]
    [InlineData("[property: Key(0)] string Media", "string Media", "FLU1101")]
    [InlineData("sealed partial record Image", "partial record Image", "FLU1603")]
    [InlineData("Case(1)", "Case(-1)", "FLU1002")]
    public async Task A_case_at_fault_is_all_that_is_reported(string text, string other, string id)
    {
        string faulty = Declared.Replace(text, other, StringComparison.Ordinal);
        LockedProject project = new LockedProject("").After(Declared) with { Source = faulty };
        foreach (string mode in (string[])["update", "locked"])
        {
            Assert.Equal([id], (await (project with { Mode = mode }).Generate().DiagnosticsAsync(mode)).Select(diagnostic => diagnostic.Id));
        }
    }

    /// <summary>The source without the case Image, and without the data that has some.</summary>
    private static string Without(string source)
    {
        string removed = source
            .Replace("Content.Image, ", "", StringComparison.Ordinal)
            .Replace("[Case(1)] public sealed partial record Image([property: Key(0)] string Media) { [Key(1)] public int Width { get; init; } = 640; }", "", StringComparison.Ordinal);
        return removed[..removed.IndexOf("public static class Data", StringComparison.Ordinal)];
    }
}
