using System.Collections.Immutable;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Holds each schema against its lock, at the member that differs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What the compiler is told of the project's property.</summary>
    internal const string ModeProperty = "build_property.FluersLockMode";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => LockDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(static compilation =>
        {
            LockMode mode = ModeOf(compilation.Options);
            if (mode != LockMode.Off && compilation.Compilation.GetTypeByMetadataName(KnownAttributes.Schema) is not null)
            {
                Analyze(compilation, mode);
            }
        });
    }

    private static LockMode ModeOf(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(ModeProperty, out string? mode)
            ? mode switch { "update" => LockMode.Update, "locked" => LockMode.Locked, _ => LockMode.Off }
            : LockMode.Off;

    private static void Analyze(CompilationAnalysisContext context, LockMode mode)
    {
        var shapes = new ShapeSymbols(context.Compilation, context.CancellationToken);
        LockFiles files = LockFiles.In(context.Options.AdditionalFiles, context.CancellationToken);
        LocalShape[] schemas = [.. shapes.Schemas];
        foreach (IGrouping<string, LocalShape> same in schemas.GroupBy(schema => schema.Schema!.Id, StringComparer.Ordinal))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            foreach (LocalShape twin in same.Skip(1))
            {
                INamedTypeSymbol first = shapes.SymbolOf(same.First());
                Report(context, shapes.SymbolOf(twin), "FLU1006", isError: true,
                    $"'{shapes.SymbolOf(twin).Name}' and '{first.Name}' are both the schema '{same.Key}'; state another Id for one of them");
            }

            new SchemaReview(context, shapes, files, mode).Review(same.First());
        }

        foreach (LockFile file in files.All.Where(file => schemas.All(schema => schema.Schema!.Id != file.Id)))
        {
            context.ReportDiagnostic(Diagnostic.Create(LockDescriptors.LockWithoutSchema, file.LocationOf(1),
                $"'{Path.GetFileName(file.Path)}' is the lock of schema '{file.Id}', which this project does not have; delete the file if its sessions are gone, or give the schema its Id back"));
        }
    }

    internal static void Report(CompilationAnalysisContext context, ISymbol where, string id, bool isError, string text)
    {
        DiagnosticSeverity severity = isError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        Location location = where.Locations.FirstOrDefault(found => found.IsInSource) ?? Location.None;
        context.ReportDiagnostic(Diagnostic.Create(LockDescriptors.Of(id), location, severity, additionalLocations: null, properties: null, text));
    }
}
