using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>Types whose bases and parts come from elsewhere: an assembly in a build, another project in an editor.</summary>
public sealed class ReferenceTests
{
    private const string Library = Consumer.Usings + """
        public abstract class Base
        {
            [Key(0)] public string Name { get; init; } = "base";
            [Key(1)] public string? Note { get; init; }
            [Key(2)] public int Rank { get; private protected set; } = 4;
            [Key(3)] public int? Count { get; init; }
        }
        [SessionPart] public sealed partial record Part([property: Key(0)] int X);
        """;

    private const string Source = Consumer.Usings + """
        [SessionPart]
        public sealed partial class Derived : Base { [Key(4)] public Part? Part { get; init; } }
        """;

    private const string Settable = "public int Rank { get; private protected set; }";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Members_may_come_from_another_assembly(bool isProject)
    {
        CSharpCompilation library = LibraryWith("public int Rank { get; protected set; }");
        GeneratorRun run = await GeneratorRun.Of(Using(library, isProject)).IsClean();
        string text = run.Files["Derived.g.cs"];
        Assert.Contains(".Name", text, StringComparison.Ordinal);
        Assert.Contains("string? note = count > 1 && !reader.TryReadNil() ? reader.ReadString() : null;", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_assembly_keeps_to_itself_is_out_of_reach(bool isProject)
    {
        Diagnostic found = Assert.Single(await GeneratorRun.Of(Using(LibraryWith(Settable), isProject)).DiagnosticsAsync());
        Assert.Equal("FLU1104", found.Id);
        Assert.Equal("'Derived.Rank' cannot be set when a session is read: add an init accessor, or a constructor parameter of that name", found.GetMessage());
    }

    // Libraries for older frameworks carry public types of the framework's names, and such a library may be among the references.
    [Theory]
    [InlineData("System.Collections.Generic.CollectionExtensions")]
    [InlineData("System.HashCode")]
    [InlineData("System.Collections.Generic.IReadOnlySet<T>")]
    public async Task A_library_may_have_a_type_of_the_frameworks_name(string name)
    {
        int dot = name.LastIndexOf('.');
        CSharpCompilation library = new Consumer { AssemblyName = "Library" }.Compile($"namespace {name[..dot]} {{ public class {name[(dot + 1)..]} {{ }} }}");
        var consumer = new Consumer();
        CSharpCompilation project = (consumer with { References = consumer.References.Add(MetadataReference.CreateFromImage(Image(library))) }).Compile(Consumer.Usings + """
            [SessionSchema(1)]
            public sealed partial record Order
            {
                [Key(0)] public required SortedDictionary<string, int> Sorted { get; init; }
                [Key(1)] public required ImmutableDictionary<string, int> Immutable { get; init; }
                [Key(2)] public required Dictionary<string, int> Map { get; init; }
                [Key(3)] public required HashSet<string> Set { get; init; }
            }
            """);
        await GeneratorRun.Of(project).IsClean();
    }

    private static CSharpCompilation LibraryWith(string rank) =>
        (CSharpCompilation)GeneratorRun.Of(new Consumer { AssemblyName = "Library" }.Compile(Library.Replace(Settable, rank, StringComparison.Ordinal))).Output;

    private static CSharpCompilation Using(CSharpCompilation library, bool isProject)
    {
        var consumer = new Consumer();
        MetadataReference reference = isProject ? library.ToMetadataReference() : MetadataReference.CreateFromImage(Image(library));
        return (consumer with { References = consumer.References.Add(reference) }).Compile(Source);
    }

    private static byte[] Image(CSharpCompilation library)
    {
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        return image.ToArray();
    }
}
