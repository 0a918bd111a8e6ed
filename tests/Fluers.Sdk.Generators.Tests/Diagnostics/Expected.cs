using System.Globalization;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

/// <summary>A diagnostic as its reader sees it: what it is, which text it underlines, what it says.</summary>
internal sealed record Expected(string Id, DiagnosticSeverity Severity, string Text, string? Message)
{
    private const string Whole = "[Fluers.Sdk.SessionPart] public sealed partial record Whole([property: MessagePack.Key(0)] int X);";

    public static Expected Error(DiagnosticDescriptor descriptor, string text, params object[] arguments) =>
        new(descriptor.Id, DiagnosticSeverity.Error, text, string.Format(CultureInfo.InvariantCulture, $"{descriptor.MessageFormat}", arguments));

    public static Expected Warning(DiagnosticDescriptor descriptor, string text, params object[] arguments) =>
        Error(descriptor, text, arguments) with { Severity = DiagnosticSeverity.Warning };

    public static Expected Info(DiagnosticDescriptor descriptor, string text, params object[] arguments) =>
        Error(descriptor, text, arguments) with { Severity = DiagnosticSeverity.Info };

    /// <summary>One of the compiler's own, whose words are not ours to test.</summary>
    public static Expected Compiler(string id, DiagnosticSeverity severity, string text) => new(id, severity, text, Message: null);

    /// <summary>The same where the build writes no locks: an error, and its author has to have one written.</summary>
    public Expected WhereLocksAreCompared => this with
    {
        Severity = DiagnosticSeverity.Error,
        Message = Message!.Replace("commit the lock that the build writes", "build with FluersLockMode=update, and commit the lock", StringComparison.Ordinal),
    };

    /// <summary>Asserts what all say about a source, and that the type beside it is generated all the same.</summary>
    public static async Task Of(string source, params Expected[] expected)
    {
        GeneratorRun run = GeneratorRun.Of(source, Whole);
        Assert.Equal(expected, (await run.DiagnosticsAsync()).Select(Found));
        Assert.Contains("Whole.g.cs", run.Files.Keys);
    }

    /// <summary>Asserts what all say about a project with locks.</summary>
    public static async Task Of(LockedProject project, params Expected[] expected) =>
        Assert.Equal(expected, (await project.Generate().DiagnosticsAsync(project.Mode)).Select(Found));

    /// <summary>A diagnostic that was found.</summary>
    public static Expected Found(Diagnostic diagnostic) => new(
        diagnostic.Id,
        diagnostic.Severity,
        diagnostic.Location.SourceTree is { } tree ? $"{tree.GetText()}"[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End] : diagnostic.Location.GetLineSpan().Path ?? "",
        diagnostic.Descriptor.Category == Describe.Category ? diagnostic.GetMessage(CultureInfo.InvariantCulture) : null);
}
