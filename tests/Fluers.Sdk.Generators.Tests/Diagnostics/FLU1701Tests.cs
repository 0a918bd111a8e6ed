using Fluers.Sdk.Generators.Diagnostics.Use;
using Microsoft.CodeAnalysis;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1701Tests
{
    private const string Types = """
        using System.Threading;
        using System.Threading.Tasks;
        using NoteSession = Fluers.Sdk.Session<Note>;
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);
        [SessionPart] public sealed partial record Part([property: Key(0)] string Text);
        public record Plain(string Text);

        """;

    private static Expected NoSchema(string text, string type) => Error(UseDescriptors.NoSchema, text, type);

    private static Expected Refused(string id, string text) => Compiler(id, DiagnosticSeverity.Error, text);

    [Theory]
    [InlineData("store.LoadAsync<Part>(id)", "CS0311", "LoadAsync<Part>", "Part", "Part")]
    [InlineData("store.LoadAsync<List<Note>>(id)", "CS0311", "LoadAsync<List<Note>>", "List<Note>", "List<Note>")]
    [InlineData("store.LoadAsync<Note[]>(id)", "CS0311", "LoadAsync<Note[]>", "Note[]", "Note[]")]
    [InlineData("store.TryLoadAsync<int>(id)", "CS0315", "TryLoadAsync<int>", "int", "int")]
    [InlineData("store?.ReadHeadAsync<Plain>(id)", "CS0311", ".ReadHeadAsync<Plain>", "Plain", "Plain")]
    [InlineData("store.ReadAsync<Plain>(id, 0, 5)", "CS0311", "ReadAsync<Plain>", "Plain", "Plain")]
    [InlineData("store.ForTenant(\"a\").CreateAsync(new Plain(\"\"))", "CS0311", "CreateAsync", "new Plain(\"\")", "Plain")]
    [InlineData("store.CreateAsync(id, new Plain(\"\"), default)", "CS0311", "CreateAsync", "new Plain(\"\")", "Plain")]
    [InlineData("store.CreateAsync(new Plain(\"\"), CancellationToken.None)", "CS0311", "CreateAsync", "new Plain(\"\")", "Plain")]
    [InlineData("store.CreateAsync(state: plain, id: id)", "CS0311", "CreateAsync", "plain", "Plain")]
    public Task Reports_a_type_that_a_store_is_asked_for(string call, string compiler, string refused, string text, string type) => Of(
        $"{Types}public static class App {{ public static object? Go(SessionStore store, SessionId id, Plain plain) => {call}; }}",
        [.. new[] { Refused(compiler, refused), NoSchema(text, type) }.OrderBy(expected => call.IndexOf(expected.Text, StringComparison.Ordinal)).ThenBy(expected => expected.Id, StringComparer.Ordinal)]);

    [Fact]
    public Task Reports_a_session_of_one() => Of(
        $"{Types}public static class App {{ public static void Go(Session<Part>? session) {{ }} }}", NoSchema("Part", "Part"), Refused("CS0311", "session"));

    [Fact]
    public Task Leaves_a_call_that_names_nothing_to_the_compiler() => Of(
        $"{Types}public static class App {{ public static object Go(SessionStore store) => store.LoadAsync(\"mine\"); }}", Refused("CS0411", "LoadAsync"));

    [Fact]
    public Task Leaves_an_id_that_is_none_to_the_compiler() => Of(
        $"{Types}public static class App {{ public static object Go(SessionStore store, Note note) => store.CreateAsync(\"mine\", note); }}", Refused("CS1503", "note"));

    [Fact]
    public Task Accepts_schemas_and_what_is_constrained_to_them() => Of(Types + """
        public sealed class Desk<TNote>(SessionStore store) where TNote : class, ISessionEnvelope<TNote>
        {
            public ValueTask<Session<TNote>?> Load(SessionId id) => store.LoadAsync<TNote>(id);
            public ValueTask<Session<TNote>> Save(TNote note) => store.CreateAsync(note);
        }
        public static class App
        {
            public static Type Of => typeof(Session<>);
            public static async Task<NoteSession?> Go(SessionStore store, SessionId id, CancellationToken token)
            {
                await store.CreateAsync(new Note(""), token);
                await foreach (AgentMessage message in store.ReadAsync<AgentMessage>(id, 0, 5, token)) { }
                await foreach (AgentMessage message in store.TailAsync<AgentMessage>(id, 0, token)) { }
                Session<SessionState>? state = await store.LoadAsync<SessionState>(id, token);
                return await store.LoadAsync<Note>(id) ?? await store.CreateAsync(id, new Note(""), token);
            }
        }
        """);

    [Fact]
    public Task Accepts_stores_and_sessions_of_others() => Of(Types + """
        namespace Other
        {
            public sealed class Session<T>;
            public sealed class SessionStore { public Session<T> LoadAsync<T>(int id) => new(); public void CreateAsync(Plain plain) { } }
            public static class App
            {
                public static Session<Plain> Go(SessionStore store) { store.CreateAsync(new Plain("")); return store.LoadAsync<Plain>(1); }
            }
        }
        """);
}
