using System.Text;
using System.Text.RegularExpressions;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.Generators.Locks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.CodeFixes.Tests.Harness;

/// <summary>
/// A project before and after a fix: one by one, then all of a document, a project, a solution. The generator and all analyzers run, so
/// that each diagnostic there is has to be stated.
/// </summary>
internal sealed partial class FixTest<TFix> : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, TFix, DefaultVerifier>
    where TFix : SchemaFix, new()
{
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using Fluers.Sdk;
        using MessagePack;

        """;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private IReadOnlyList<SchemaLock> _locks = [];
    private bool _follow;

    public FixTest(string mode = "update")
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        DisabledDiagnostics.Add("FLU1210");   // what asks the generator here has a name of its own, and would be taken for another generator
        TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck | TestBehaviors.SkipSuppressionCheck;
        FixedState.MarkupHandling = MarkupMode.Allow;
        BatchFixedState.MarkupHandling = MarkupMode.Allow;
        FixedState.InheritanceMode = StateInheritanceMode.Explicit;
        string options = $"is_global = true\nbuild_property.FluersLockMode = {mode}\n";
        foreach (SolutionState state in (SolutionState[])[TestState, FixedState])
        {
            state.AdditionalReferences.AddRange(Platform.References);
            state.AnalyzerConfigFiles.Add(("/.globalconfig", options));
        }
    }

    /// <summary>The code before, one text for each file, with what all samples open.</summary>
    public FixTest<TFix> From(params string[] sources) => Add(TestState, sources);

    /// <summary>The code after.</summary>
    public FixTest<TFix> To(params string[] sources) => Add(FixedState, sources);

    /// <summary>The code after all were fixed together, where that is another than after one by one.</summary>
    public FixTest<TFix> ToAll(params string[] sources) => Add(BatchFixedState, sources);

    /// <summary>Locks in which each version of some code is published. The fix leaves them as they are, unless more is said.</summary>
    public FixTest<TFix> Published(params string[] versions)
    {
        _locks = Recorded.Published([.. versions.Select(code => Usings + code)]);
        return this;
    }

    /// <summary>The locks become what a build of the code makes of them, byte for byte.</summary>
    public FixTest<TFix> LocksFollow()
    {
        _follow = true;
        return this;
    }

    public FixTest<TFix> LockText(string name, string before, string? after = null)
    {
        TestState.AdditionalFiles.Add(($"/0/schemas/{name}", SourceText.From(before, Utf8)));
        FixedState.AdditionalFiles.Add(($"/0/schemas/{name}", SourceText.From(after ?? before, Utf8)));
        return this;
    }

    /// <summary>A change of what the framework is told.</summary>
    public FixTest<TFix> With(Action<FixTest<TFix>> change)
    {
        change(this);
        return this;
    }

    /// <summary>The compiler's own errors, which stand in generated code before and in the scaffold after, are left aside.</summary>
    public FixTest<TFix> Uncompiled()
    {
        CompilerDiagnostics = CompilerDiagnostics.None;
        return this;
    }

    /// <summary>Nobody keeps locks.</summary>
    public FixTest<TFix> Off()
    {
        foreach (SolutionState state in (SolutionState[])[TestState, FixedState])
        {
            state.AnalyzerConfigFiles.Clear();
        }

        return this;
    }

    /// <summary>The second of the ways to answer.</summary>
    public FixTest<TFix> Second()
    {
        CodeActionIndex = 1;
        return this;
    }

    protected override Task RunImplAsync(CancellationToken cancellationToken)
    {
        if (_locks.Count > 0)
        {
            string[] code = [.. FixedState.Sources.Select(source => Markup().Replace(source.content.ToString(), "$1"))];
            IReadOnlyList<SchemaLock> after = _follow ? Recorded.Built(_locks, code) : _locks;
            foreach (SchemaLock before in _locks)
            {
                LockText(SchemaLock.FileNameOf(before.Id), LockWriter.Write(before), LockWriter.Write(after.First(other => other.Id == before.Id)));
            }
        }

        return base.RunImplAsync(cancellationToken);
    }

    [GeneratedRegex(@"\{\|[A-Z]+[0-9]+:(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Markup();

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => Platform.Analyzers;

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(EditorGenerator)];

    protected override CompilationOptions CreateCompilationOptions() =>
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.CSharp14);

    private FixTest<TFix> Add(SolutionState state, string[] sources)
    {
        for (int i = 0; i < sources.Length; i++)
        {
            state.Sources.Add(($"/0/File{i}.cs", SourceText.From(Usings + sources[i], Utf8)));
        }

        return this;
    }
}
