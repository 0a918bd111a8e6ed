using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Makes descriptors: each has its category and its page from here.</summary>
internal static class Describe
{
    public const string Category = "Fluers.Sdk";

    /// <summary>Where the pages are, each named after its id.</summary>
    public const string Pages = "https://github.com/fluers/fluers-sdk/blob/main/docs/diagnostics/";

    public static DiagnosticDescriptor Error(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Error);

    public static DiagnosticDescriptor Warning(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Warning);

    public static DiagnosticDescriptor Info(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Info);

    /// <summary>
    /// An error that nobody can silence: nothing can be generated, or code that takes stored data for something else. The compiler stops
    /// at it before it looks into the bodies of methods, so that what would follow from it there is not reported beside it.
    /// </summary>
    public static DiagnosticDescriptor Fatal(string id, string title, string message) =>
        Of(id, title, message, DiagnosticSeverity.Error, WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>One that is known only when all of the project was looked at.</summary>
    public static DiagnosticDescriptor WarningAtEnd(string id, string title, string message) =>
        Of(id, title, message, DiagnosticSeverity.Warning, WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Of(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, description: null, helpLinkUri: $"{Pages}{id}.md", tags);
}
