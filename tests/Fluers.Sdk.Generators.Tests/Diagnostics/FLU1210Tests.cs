using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Diagnostics.Completion;
using Fluers.Sdk.Generators.Tests.Harness;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1210Tests
{
    private const string Other = "Other.Generators.MemberGenerator";
    private const string DeclareIt = "declare it yourself: as a partial property where that generator can implement one, as a whole one otherwise";

    [Theory]
    [InlineData("[SessionPart] public sealed partial class Note { [Key(0)] public int A { get; set; } }", "partial class Note { [MessagePack.Key(1)] public int B { get; set; } }")]
    [InlineData("[SessionPart] public sealed partial record Note { [Key(0)] public int A { get; set; } }", "partial record Note { [MessagePack.Key(1)] public long B { get; init; } }")]
    [InlineData("[SessionPart] public sealed partial class Note : Base { [Key(0)] public int A { get; set; } } public abstract partial class Base;", "partial class Base { [MessagePack.Key(1)] public int B { get; set; } }")]
    [InlineData("[SessionUnion] public abstract partial record U { [Case(0)] public sealed partial record Note : U { [Key(0)] public int A { get; set; } } }", "partial record U { partial record Note { [MessagePack.Key(1)] public int B { get; set; } } }")]
    public Task Reports_a_member_that_another_generator_adds(string source, string completed) => OfPart(
        source, completed,
        Error(CompletionDescriptors.CompletedElsewhere, "Note", "Note.B", $"is written by {Other}", $"it would not be stored; {DeclareIt}"));

    [Fact]
    public Task Reports_a_member_of_a_schema_too() => Of(
        new LockedProject("[SessionSchema(1)] public sealed partial class Note { [Key(0)] public int A { get; set; } }", "off") { Completed = "partial class Note { [MessagePack.Key(1)] public int B { get; set; } }" },
        Error(CompletionDescriptors.CompletedElsewhere, "Note", "Note.B", $"is written by {Other}", $"it would not be stored; {DeclareIt}"));

    [Fact]
    public Task Reports_a_member_without_a_key_that_another_generator_adds() => OfPart(
        "[SessionPart] public sealed partial class Note { [Key(0)] public int A { get; set; } }",
        "partial class Note { public int B { get; set; } }",
        Error(
            CompletionDescriptors.CompletedElsewhere, "Note", "Note",
            $"is completed by {Other} (FLU1101: 'Note.B' has neither [Key] nor [IgnoreMember]; write '[Key(1)] public int B {{ get; set; }}' to store it, or give it [IgnoreMember] to leave it out)",
            $"what that adds would not be stored; {DeclareIt}"));

    [Fact]
    public Task Takes_no_type_for_another_of_the_same_id() => Of(new LockedProject(
        """
        [SessionSchema(1, Id = "note")] public sealed partial class Note { [Key(0)] public int A { get; set; } [Key(1)] public int B { get; set; } }
        [SessionSchema(1, Id = "note")] public sealed partial class Memo { [Key(0)] public int A { get; set; } [Key(2)] public int C { get; set; } }
        """,
        "off"));

    [Fact]
    public async Task Reports_a_type_whose_format_another_generator_adds()
    {
        LockedProject project = new LockedProject("[SessionPart] public sealed partial class Note { [Key(0)] public Id A { get; set; } } public readonly partial struct Id;", "off")
        {
            Completed = """
                [MessagePack.MessagePackFormatter(typeof(F))] partial struct Id
                {
                    public sealed class F : MessagePack.Formatters.IMessagePackFormatter<Id>
                    {
                        public void Serialize(ref MessagePack.MessagePackWriter writer, Id value, MessagePack.MessagePackSerializerOptions options) => writer.Write(1);
                        public Id Deserialize(ref MessagePack.MessagePackReader reader, MessagePack.MessagePackSerializerOptions options) { reader.ReadInt32(); return default; }
                    }
                }
                """,
        };
        Expected[] found = [.. (await project.Generate().DiagnosticsAsync("off")).Select(Found)];
        Assert.Contains(
            Error(
                CompletionDescriptors.CompletedElsewhere, "A", "Note.A", $"is of type 'Id', which {Other} completes",
                "it cannot be stored as it is; move 'Id' to a project of its own, or store the value that it is made of"),
            found);

        // The generator says what it sees, and a build stops at that. An editor shows both.
        Assert.Contains(Error(Descriptors.NoFormat, "A", "Note", "A", "Id", "the type Id has no format; write '[SessionPart] public readonly partial struct Id', or store a type that has one; if another source generator gives it a format, move Id to a project of its own, for no generator sees what another one writes"), found);
        Assert.Equal(2, found.Length);
    }

    [Fact]
    public Task Reports_a_type_that_another_generator_declares() => OfPart(
        "public static class Program;",
        "[Fluers.Sdk.SessionPart] public sealed partial record Basket([property: MessagePack.Key(0)] int Count);",
        Error(CompletionDescriptors.CompletedElsewhere, "Basket", "Basket", $"is declared by {Other}", "nothing was generated for it; declare it in a C# file of your own"));

    [Theory]
    [InlineData("[SessionPart] public sealed partial class Note { [Key(0)] public partial int A { get; set; } }", "partial class Note { private int _a; public partial int A { get => _a; set => _a = value; } }")]
    [InlineData("[SessionPart] public sealed partial class Note { [Key(0)] public int A { get; set; } }", "partial class Note { [MessagePack.IgnoreMember] public int B { get; set; } public int C => A; private int _d; public void Use() => _d++; }")]
    [InlineData("[SessionPart] public sealed partial record Note([property: Key(0)] int A);", "public sealed class Beside;")]
    public Task Accepts_what_another_generator_adds_and_nobody_stores(string source, string completed) => OfPart(source, completed);

    [Theory]
    [InlineData("App/App/Note.cs")]
    [InlineData("App/App.Core/Note.cs")]
    [InlineData("/home/me/My.Generator/My.Generator/Note.cs")]
    public async Task Accepts_a_file_in_a_folder_that_is_called_like_a_generators(string path)
    {
        Consumer consumer = new();
        GeneratorRun run = GeneratorRun.Of(consumer.Compile().AddSyntaxTrees(consumer.Parse(Consumer.Usings + "[SessionPart] public sealed partial record Note([property: Key(0)] int A);", path)));
        Assert.Empty(await run.DiagnosticsAsync());
    }

    private static Task OfPart(string source, string completed, params Expected[] expected) => Of(new LockedProject(source, "off") { Completed = completed }, expected);
}
