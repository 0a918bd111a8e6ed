namespace Fluers.Sdk.Build.Tests;

/// <summary>Union declarations, as the compiler of the SDK knows them, are session unions.</summary>
public sealed class UnionDeclarationTests
{
    private const string Older = """
        using Fluers.Sdk.Sqlite;

        await using var store = new SessionStore(SqliteStorage.Open("notes.db"));
        var id = new SessionId("mine");
        Session<Note> session = await store.LoadAsync<Note>(id) ?? await store.CreateAsync(id, new Note { Body = First.Value });
        session.Update(note => note with { Touched = note.Touched + 1 });
        session.Append(new Said("again"));
        await session.SaveAsync();
        Console.WriteLine($"{session.State.Touched}: {Show(session.State.Body)}, {await store.ReadAsync<Event>(id).CountAsync()} entries");

        static string Show(Content content) => content switch
        {
            Text text => $"a text: {text.Value}",
            Content.Unknown unknown => $"the case {unknown.Tag} of a newer build",
        };

        public static class First { public static Content Value => new Text("hello"); }

        [SessionSchema(1)]
        public sealed partial record Note
        {
            [Key(0)] public required Content Body { get; init; }
            [Key(1)] public int Touched { get; init; }
            public SessionLog<Event> Events { get; init; } = [];
        }

        [SessionUnion] public partial union Content(Text, Content.Unknown);
        [Case(0)] public sealed partial record Text([property: Key(0)] string Value);

        [SessionSchema(1), SessionUnion] public partial union Event(Said, Event.Unknown);
        [Case(0)] public readonly partial record struct Said([property: Key(0)] string Text);
        """;

    private static readonly string Newer = Older
        .Replace("union Content(Text,", "union Content(Text, Image,", StringComparison.Ordinal)
        .Replace("Value => new Text(\"hello\")", "Value => new Image(\"png\")", StringComparison.Ordinal)
        .Replace("Text text => ", "Image image => $\"an image: {image.Media}\",\n    Text text => ", StringComparison.Ordinal)
        .Replace("[Case(0)] public sealed partial record Text", "[Case(1)] public sealed partial record Image([property: Key(0)] string Media);\n[Case(0)] public sealed partial record Text", StringComparison.Ordinal);

    [Fact]
    public async Task A_case_of_a_newer_build_comes_back_through_an_older_one()
    {
        using ConsumerProject project = Preview(Older);
        await SucceedsAsync(project, "build", "-t:PublishSchemas");
        await SucceedsAsync(project, "build", "-o", "older");
        Assert.Contains(
            """
                      "union": "Content",
                      "cases": [
                        {
                          "tag": 0,
                          "name": "Text",
                          "members": [
                            { "key": 0, "name": "Value", "type": "string", "required": true }
            """, project.Lock("note"), StringComparison.Ordinal);

        project.Source = Newer;
        await SucceedsAsync(project, "build", "-o", "newer");
        Assert.Contains("\"name\": \"Image\"", project.Lock("note"), StringComparison.Ordinal);
        Assert.Contains("1: an image: png, 1 entries", await SucceedsAsync(project, "newer/Consumer.dll"), StringComparison.Ordinal);
        Assert.Contains("2: the case 1 of a newer build, 2 entries", await SucceedsAsync(project, "older/Consumer.dll"), StringComparison.Ordinal);
        Assert.Contains("3: an image: png, 3 entries", await SucceedsAsync(project, "newer/Consumer.dll"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_is_gone_does_not_build_whatever_is_switched_off()
    {
        using ConsumerProject project = Preview(Newer);
        await SucceedsAsync(project, "build", "-t:PublishSchemas");
        string published = project.Lock("note");
        project.Source = Older;
        foreach (string option in (string[])["-p:RunAnalyzers=true", "-p:RunAnalyzers=false"])
        {
            (bool succeeded, string text) = await project.BuildAsync(option);
            Assert.False(succeeded, text);
            Assert.True(text.Contains("error FLU1416: 'Note.Body.Image' is gone", StringComparison.Ordinal), text);
        }

        Assert.Equal(published, project.Lock("note"));
    }

    private static async Task<string> SucceedsAsync(ConsumerProject project, params string[] arguments)
    {
        (bool succeeded, string text) = await project.RunAsync(arguments);
        Assert.True(succeeded, text);
        return text;
    }

    private static ConsumerProject Preview(string source)
    {
        var project = new ConsumerProject(source, withSqlite: true);
        project.Write("Directory.Build.props", "<Project><PropertyGroup><LangVersion>preview</LangVersion></PropertyGroup></Project>");
        project.Write("UnionTypes.cs", """
            namespace System.Runtime.CompilerServices;
            [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)] internal sealed class UnionAttribute : Attribute;
            internal interface IUnion { object? Value { get; } }
            """);
        return project;
    }
}
