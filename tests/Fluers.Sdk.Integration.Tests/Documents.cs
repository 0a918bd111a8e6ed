using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Fluers.Sdk.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Integration.Tests;

/// <summary>What the documents show works.</summary>
public sealed partial class Documents
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string Root = Path.GetFullPath(Path.Combine(SourceFolder(), "../.."));

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    public static TheoryData<string> WithCode => [.. Files().Where(file => CSharpBlock.IsMatch(File.ReadAllText(Path.Combine(Root, file))))];

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock { get; }

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)")]
    private static partial Regex Link { get; }

    [Theory]
    [MemberData(nameof(WithCode))]
    public void The_blocks_of_a_document_are_one_program_or_library_that_compiles_without_a_warning(string document)
    {
        Compilation generated = Compile(BlocksOf(document), out ImmutableArray<Diagnostic> diagnostics);

        Assert.Empty(diagnostics);
        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && diagnostic.Id is not ("CS1701" or "CS1702")));
    }

    [Fact]
    public async Task The_program_of_the_guide_to_agents_is_short_dies_in_the_middle_of_a_turn_and_finishes_it_the_next_time()
    {
        string program = BlocksOf("docs/guide/agents.md")[0];
        string folder = Directory.CreateTempSubdirectory("fluers-guide-").FullName;
        string assembly = Path.Combine(AppContext.BaseDirectory, "agents-guide.dll");
        Assert.True(Compile([program], out _).Emit(assembly).Success);

        (int Exit, string Output) first = await RunAsync(assembly, folder);
        (int Exit, string Output) second = await RunAsync(assembly, folder);
        (int Exit, string Output) third = await RunAsync(assembly, folder);

        Assert.InRange(program.TrimEnd().Split('\n').Length, 1, 59);
        Assert.NotEqual(0, first.Exit);
        Assert.Equal("", first.Output);
        Assert.Equal((0, "resumed: I looked: A-1042 was delivered on Monday.\nCompleted: I looked: A-1042 was delivered on Monday.\n"), second);
        Assert.Equal((0, "Completed: I looked: A-1042 was delivered on Monday.\n"), third);
        Directory.Delete(folder, recursive: true);
        File.Delete(assembly);
    }

    [Fact]
    public async Task The_program_of_the_guide_to_approvals_asks_and_the_next_run_approves()
    {
        string folder = Directory.CreateTempSubdirectory("fluers-guide-").FullName;
        string assembly = Path.Combine(AppContext.BaseDirectory, "approvals-guide.dll");
        Assert.True(Compile([BlocksOf("docs/guide/approvals.md")[0]], out _).Emit(assembly).Success);

        Assert.Equal((0, "ada waits: pay(120)\n"), await RunAsync(assembly, folder));
        Assert.Equal((0, "ada waits: pay(120)\nCompleted: The tool says: 120 EUR are paid.\n"), await RunAsync(assembly, folder));
        Assert.Equal((0, ""), await RunAsync(assembly, folder));
        Directory.Delete(folder, recursive: true);
        File.Delete(assembly);
    }

    [Fact]
    public async Task The_program_of_who_comes_from_MessagePack_CSharp_reads_what_that_wrote()
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, "messagepack-guide.dll");
        Assert.True(Compile(BlocksOf("docs/coming-from/messagepack-csharp.md"), out _).Emit(assembly).Success);

        Assert.Equal((0, "Note { Title = Lamp, Count = 3 }, the same bytes\n"), await RunAsync(assembly, AppContext.BaseDirectory));
        File.Delete(assembly);
    }

    [Fact]
    public void Every_link_to_a_file_leads_to_one() => Assert.All(Files(), document =>
    {
        string folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        Assert.All(Link.Matches(File.ReadAllText(Path.Combine(Root, document))), link =>
            Assert.True(Path.Exists(Path.Combine(folder, link.Groups[1].Value)), $"{document} links to {link.Groups[1].Value}"));
    });

    private static string[] BlocksOf(string document) =>
        [.. CSharpBlock.Matches(File.ReadAllText(Path.Combine(Root, document))).Select(match => match.Groups[1].Value)];

    private static Compilation Compile(string[] blocks, out ImmutableArray<Diagnostic> diagnostics)
    {
        SyntaxTree program = CSharpSyntaxTree.ParseText(Program(blocks), Language);
        OutputKind kind = program.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            "Document",
            [CSharpSyntaxTree.ParseText(Usings, Language), program],
            References(),
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new SessionSchemaGenerator().AsSourceGenerator()], parseOptions: Language)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out diagnostics);
        return generated;
    }

    /// <summary>Runs a program with what these tests have beside them.</summary>
    private static async Task<(int Exit, string Output)> RunAsync(string assembly, string folder)
    {
        string own = Path.Combine(AppContext.BaseDirectory, typeof(Documents).Assembly.GetName().Name!);
        string[] arguments = ["exec", "--depsfile", $"{own}.deps.json", "--runtimeconfig", $"{own}.runtimeconfig.json", assembly];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ReplaceLineEndings("\n"));
    }

    /// <summary>Usings first, each once, statements in their order, types last: as C# wants them in one file.</summary>
    private static string Program(IEnumerable<string> blocks)
    {
        CompilationUnitSyntax[] units = [.. blocks.Select(block => CSharpSyntaxTree.ParseText(block, Language).GetCompilationUnitRoot())];
        IEnumerable<SyntaxNode> parts =
        [
            .. units.SelectMany(unit => unit.Usings).DistinctBy(name => name.ToString()),
            .. units.SelectMany(unit => unit.Members.OfType<GlobalStatementSyntax>()),
            .. units.SelectMany(unit => unit.Members.Where(member => member is not GlobalStatementSyntax)),
        ];
        return string.Concat(parts.Select(part => part.ToFullString()));
    }

    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path));

    private static IEnumerable<string> Files() => Directory.GetFiles(Root, "*.md")
        .Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
        .Concat(Directory.GetFiles(Path.Combine(Root, "samples"), "*.md", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Root, file));

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
