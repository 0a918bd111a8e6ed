using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using CsCheck;
using Fluers.Sdk.Generators.Tests.Harness;
using MessagePack;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>The same shapes where another project has them: held, derived from, and stored as they are.</summary>
public sealed class ReferencedTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.Linq;
        global using Fluers.Sdk;
        global using MessagePack;
        """;

    private const string Source = """
        using Fluers.Sdk.Generators.Tests.RoundTrips;

        [SessionPart, MessagePackObject] public sealed partial record Here([property: Key(0)] int X);

        [SessionSchema(1), MessagePackObject]
        public sealed partial record Holding
        {
            [Key(0)] public required Money Money { get; init; }
            [Key(1)] public Point Point { get; init; }
            [Key(2)] public Tree.Node? Node { get; init; }
            [Key(3)] public required Box<Box<Color>> Box { get; init; }
            [Key(4)] public Link<Here>? Link { get; init; }
            [Key(5)] public Cell<int>.Row<string>? Row { get; init; }
            [Key(6)] public required List<Even.Pair?> Pairs { get; init; }
            [Key(7)] public required Size33 Size { get; init; }
            [Key(8)] public Day Day { get; init; }
            [Key(9)] public Celsius Celsius { get; init; }
            [Key(10)] public Fraction? Fraction { get; init; }
            [Key(11)] public Shade Shade { get; init; }
            [Key(12), MessagePackFormatter(typeof(ScaledFormatter), 10, "x")] public long Scaled { get; init; }
            [Key(13)] public required Dictionary<UInt64Enum, (Level, Flags16)> Enums { get; init; }
            [Key(14)] public Nowhere? Nowhere { get; init; }
        }

        [SessionSchema(1)]
        public sealed partial record HoldingUnions
        {
            [Key(0)] public required ImmutableArray<Block> Blocks { get; init; }
            [Key(1)] public IHappening? Happening { get; init; }
            [Key(2)] public required Outcome<Here> Outcome { get; init; }
            [Key(3)] public Animal? Animal { get; init; }
            [Key(4)] public Command? Command { get; init; }
            [Key(5)] public Block.Text? OneCase { get; init; }
        }

        [SessionSchema(1), MessagePackObject]
        public sealed partial class DerivedFromPart(string name, Guid id) : Middle(id)
        {
            [Key(0)] public string Name { get; } = name;
            [Key(8)] public Here? Here { get; set; }
        }

        [SessionSchema(1), MessagePackObject]
        public sealed partial record DerivedFromRecord(string Name) : Named(Name) { [Key(1)] public Here? Here { get; init; } }

        [SessionSchema(1), MessagePackObject] public sealed partial record HoldingLarge([property: Key(0)] Large Large);

        [SessionSchema(1)]
        public sealed partial class DerivedFromGuarded : Guarded
        {
            [Key(3)] public new long Number { get; set; }
            [Key(4)] public Here? Here { get; set; }
        }

        [SessionSchema(1)] public sealed partial record HoldingHidden([property: Key(0)] List<Veiled> Veiled, [property: Key(1)] Masked? Masked);

        [SessionSchema(1)]
        public sealed partial record DerivedFromSchema : Open { [Key(1)] public required Here Here { get; init; } }
        """;

    private static readonly string[] Files = ["Shapes", "MoreShapes", "Generics", "Hierarchies", "Sizes", "CustomFormats", "Names"];

    /// <summary>Objects of as many members as their headers need three bytes for.</summary>
    private static readonly string Large = "[SessionPart, MessagePackObject] public sealed partial record Large {"
        + string.Concat(Enumerable.Range(0, 300).Select(i => $"[Key({i})] public {(i % 3 == 0 ? "required string?" : "int")} M{i} {{ get; init; }}\n"))
        + "}";

    /// <summary>Members that only their assembly, their type or those derived from it see, and such as hide others.</summary>
    private const string Guarded = """
        public abstract class Guarded
        {
            [Key(0)] protected string Name { get; set; } = "none";
            [Key(1)] protected internal int Count;
            [Key(2)] public int Rank { get; protected set; }
            [Key(3)] public int Number { get; set; }
        }
        [SessionPart]
        public sealed partial class Veiled
        {
            [Key(0)] private string _secret = "none";
            [Key(1)] internal int Inside { get; set; }
            [Key(2)] public int Counted { get; private set; }
            [Key(3)] private protected List<int> Numbers { get; set; } = [];
            public override string ToString() => _secret;
        }
        [SessionPart] public sealed partial class Masked : Guarded { [Key(3)] public new long Number { get; set; } }
        """;

    private static readonly Lazy<CSharpCompilation> Library = new(() =>
    {
        IEnumerable<string> sources = Files.Select(file => Repository.Read($"tests/Fluers.Sdk.Generators.Tests/RoundTrips/{file}.cs"));
        return (CSharpCompilation)GeneratorRun.Of(new Consumer { AssemblyName = "Library", ChecksOverflow = true }.Compile([Usings, Large, Guarded, .. sources])).Output;
    });

    /// <summary>How one project sees another: an editor, a build, and a build that is given what the other shows to others and no more.</summary>
    public enum Seen { Project, Image, ReferenceAssembly }

    [Theory]
    [InlineData(Seen.Project)]
    [InlineData(Seen.Image)]
    [InlineData(Seen.ReferenceAssembly)]
    public async Task All_shapes_come_back_from_a_project_that_holds_them(Seen seen)
    {
        var consumer = new Consumer { ChecksOverflow = true };
        MetadataReference reference = ReferenceTo(Library.Value, seen);
        GeneratorRun run = await GeneratorRun.Of((consumer with { References = consumer.References.Add(reference) }).Compile(Usings, Source)).IsClean();

        var context = new AssemblyLoadContext(null);
        Assembly library = context.LoadFromStream(new MemoryStream(Image(Library.Value)));
        Assembly holder = context.LoadFromStream(new MemoryStream(Image(run.Output)));
        Type[] schemas = [.. holder.GetTypes().Concat(library.GetTypes()).Where(type => type.GetCustomAttribute<SessionSchemaAttribute>() is not null)];
        Assert.True(schemas.Length > 20);
        foreach (Type schema in schemas)
        {
            typeof(ReferencedTests).GetMethod(nameof(ComesBack), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(schema).Invoke(null, null);
        }
    }

    /// <summary>What the derived type cannot reach it could not store, and so it says so.</summary>
    [Theory]
    [InlineData(Seen.Project, "SessionPart")]
    [InlineData(Seen.Image, "SessionPart")]
    [InlineData(Seen.ReferenceAssembly, "SessionPart")]
    [InlineData(Seen.ReferenceAssembly, "SessionSchema(1)")]
    public async Task A_member_of_another_projects_base_that_only_that_project_sees_is_an_error(Seen seen, string attribute)
    {
        CSharpCompilation library = (CSharpCompilation)GeneratorRun.Of(new Consumer { AssemblyName = "Library" }.Compile(Usings, $$"""
            [{{attribute}}]
            public partial class Base
            {
                [Key(0)] private int Secret { get; set; }
                [Key(1)] internal int Inside { get; set; }
                [Key(2)] public int Half { get; private set; }
                [Key(3)] public int Whole { get; set; }
                public int Sum() => Secret + Inside;
            }
            """)).Output;
        var consumer = new Consumer();
        GeneratorRun run = GeneratorRun.Of((consumer with { References = consumer.References.Add(ReferenceTo(library, seen)) }).Compile(Usings, "[SessionSchema(1)] public sealed partial class Derived : Base { [Key(4)] public int More { get; set; } }"));

        string[] found = [.. (await run.DiagnosticsAsync()).Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}")];

        // A project in the editor shows all that it has, so that what cannot be read is found first.
        string[] expected = seen == Seen.Project ? ["Secret", "Inside"] : ["Secret", "Inside", "Half"];
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected, name => Assert.Contains(found, text => text.StartsWith($"FLU1104 'Derived.{name}'", StringComparison.Ordinal)));

        // Who silences the error gets no code that would lose the member: all there is of it throws.
        string text = run.Files["Derived.g.cs"];
        Assert.Contains("void Write(ref global::Fluers.Sdk.Wire.SessionWriter writer, global::Derived value) => throw new global::System.InvalidOperationException(\"", text, StringComparison.Ordinal);
        Assert.Contains("Derived Read(ref global::Fluers.Sdk.Wire.SessionReader reader) => throw new global::System.InvalidOperationException(\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_of_300_members_come_back()
    {
        GeneratorRun run = await GeneratorRun.Of(Large.Replace("SessionPart", "SessionSchema(1)", StringComparison.Ordinal)).IsClean();
        Assembly assembly = new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(Image(run.Output)));
        typeof(ReferencedTests).GetMethod(nameof(ComesBack), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(assembly.GetType("Large", throwOnError: true)!).Invoke(null, null);
    }

    private static void ComesBack<T>()
        where T : ISessionSchema<T>
    {
        bool isTheirs = typeof(T).GetCustomAttribute<MessagePackObjectAttribute>() is not null;
        Any.Of<T>().Sample(
            value =>
            {
                byte[] payload = Payload.Write(value);
                _ = value.GetHashCode();
                Assert.Equal(Graph.Describe(value), Graph.Describe(Payload.Read<T>(payload)));
                Assert.True(!isTheirs || payload.AsSpan().SequenceEqual(MessagePackSerializer.Serialize(value)), "the bytes are not those of MessagePack-CSharp");
            },
            iter: 20, threads: 1, print: value => Graph.Describe(value));
    }

    private static MetadataReference ReferenceTo(CSharpCompilation library, Seen seen)
    {
        if (seen == Seen.Project)
        {
            return library.ToMetadataReference();
        }

        if (seen == Seen.Image)
        {
            return MetadataReference.CreateFromImage(Image(library));
        }

        using var image = new MemoryStream();
        Assert.True(library.Emit(image, options: new EmitOptions(metadataOnly: true, includePrivateMembers: false)).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static byte[] Image(Compilation compilation)
    {
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return image.ToArray();
    }
}
