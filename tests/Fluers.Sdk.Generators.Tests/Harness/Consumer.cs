using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>A project in memory that uses the library: its sources, and how strictly they are compiled.</summary>
internal sealed partial record Consumer
{
    /// <summary>What the samples of these tests open; a real project has it in its files.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Diagnostics.CodeAnalysis;
        using System.Text.Json;
        using Fluers.Sdk;
        using MessagePack;

        """;

    /// <summary>What the SDK's ImplicitUsings opens in every project.</summary>
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    /// <summary>What the compiler asks for where a union is declared, and .NET 10 does not have.</summary>
    private const string UnionTypes = """
        namespace System.Runtime.CompilerServices
        {
            [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)] internal sealed class UnionAttribute : Attribute;
            internal interface IUnion { object? Value { get; } }
        }
        """;

    private static readonly ImmutableArray<MetadataReference> Platform = [.. PlatformFiles().Select(path => MetadataReference.CreateFromFile(path))];

    // What is made from it shares what it knows of the references: finding that out takes longer than most of what is compiled here.
    private static readonly CSharpCompilation Empty = Bound(CSharpCompilation.Create(nameof(Consumer), [], Platform, new Consumer().Options));

    public string AssemblyName { get; init; } = "Consumer";

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp14;

    /// <summary>Whether unions are declared, in the language that has them.</summary>
    public bool HasUnions { get; init; }

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public DocumentationMode Documentation { get; init; } = DocumentationMode.Parse;

    /// <summary>Whether the compiler follows what may be null: for tests that compile much and ask for no warnings, that is a good part of their time.</summary>
    public bool FollowsNull { get; init; } = true;

    public bool ChecksOverflow { get; init; }

    /// <summary>Whether methods without a body must say that they are safe or not.</summary>
    public bool UpdatedMemorySafety { get; init; }

    /// <summary>The symbols for <c>#if</c>.</summary>
    public ImmutableArray<string> Symbols { get; init; } = [];

    /// <summary>What becomes of warnings.</summary>
    public ReportDiagnostic General { get; init; }

    public ImmutableArray<MetadataReference> References { get; init; } = Platform;

    public CSharpParseOptions ParseOptions => new CSharpParseOptions(HasUnions ? LanguageVersion.Preview : Language, Documentation, preprocessorSymbols: Symbols)
        .WithFeatures([.. FollowsNull ? [] : Feature("run-nullable-analysis", "never"), .. UpdatedMemorySafety ? Feature("updated-memory-safety-rules", "true") : []]);

    private CSharpCompilationOptions Options => new(
        OutputKind.DynamicallyLinkedLibrary,
        warningLevel: 9999,
        generalDiagnosticOption: General,
        checkOverflow: ChecksOverflow,
        nullableContextOptions: Nullable,
        allowUnsafe: false,
        // As the SDK does: references that unify to a newer version of an assembly are no news.
        specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    /// <summary>The same with one more reference.</summary>
    public Consumer With(MetadataReference reference) => this with { References = References.Add(reference) };

    /// <summary>A project of the usual kind that can have given sources.</summary>
    public static Consumer For(params IEnumerable<string> sources) => new() { HasUnions = sources.Any(UnionDeclaration().IsMatch) };

    /// <summary>Compiles sources, none of them generated yet. Each is a file of its own.</summary>
    public CSharpCompilation Compile(params IEnumerable<string> sources)
    {
        CSharpCompilation empty = AssemblyName == Empty.AssemblyName && References == Platform
            ? Empty.WithOptions(Options)
            : CSharpCompilation.Create(AssemblyName, [], References, Options);
        return empty.AddSyntaxTrees([.. sources.Select((source, number) => Parse(source, $"File{number}.cs")), .. HasUnions ? [Parse($"#nullable enable\n{UnionTypes}", "Unions.cs")] : Array.Empty<SyntaxTree>()]);
    }

    public SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    private static IEnumerable<KeyValuePair<string, string>> Feature(string name, string value) => [new(name, value)];

    private static CSharpCompilation Bound(CSharpCompilation compilation)
    {
        compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }

    [GeneratedRegex(@"\bunion [A-Z]\w*[(<]")]
    private static partial Regex UnionDeclaration();

    /// <summary>The framework, the library and what it is built on; none of the test's own packages.</summary>
    private static IEnumerable<string> PlatformFiles()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] own = ["Fluers.Sdk", "MessagePack", "MessagePack.Annotations"];
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework || own.Contains(Path.GetFileNameWithoutExtension(path)));
    }
}
