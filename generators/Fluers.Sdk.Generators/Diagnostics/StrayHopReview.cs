using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Locks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Says of each hop for which no version is generated why that is.</summary>
/// <param name="compilation">The code.</param>
/// <param name="shapes">Its shapes.</param>
/// <param name="files">The locks.</param>
/// <param name="mode">What the build does about locks; <see langword="null"/> where nobody said.</param>
internal sealed class StrayHopReview(Compilation compilation, ShapeSymbols shapes, LockFiles files, LockMode? mode)
{
    /// <summary>The full names of the schemas whose hops stand elsewhere, after the review: they are not missing.</summary>
    public HashSet<string> Misplaced { get; } = new(StringComparer.Ordinal);

    public void Review(Action<Diagnostic> report, CancellationToken cancellation)
    {
        MethodDeclarationSyntax[] methods = [.. HopsIn(compilation, cancellation)];
        if (methods.Length == 0)
        {
            return;
        }

        HistoryHead[] heads = [.. shapes.SchemaTypes.Select(type => SchemaHops.HeadOf(type, cancellation))];
        foreach (MethodDeclarationSyntax method in methods)
        {
            // A method that is not partial may have a parameter of a type of that name and be no hop; below the oldest version it was one.
            if (AuthoredHop.Of(method) is { } hop
                && FaultOf(hop, heads, cancellation) is { } fault
                && (hop.Declaration.Signature is not null || fault.Descriptor == HistoryDescriptors.TooOld))
            {
                report(Stable.Create(fault.Descriptor, method.Identifier.GetLocation(), DiagnosticSeverity.Error, hints: null, fault.Text));
            }
        }
    }

    /// <summary>The methods that may be hops, wherever they stand.</summary>
    private static IEnumerable<MethodDeclarationSyntax> HopsIn(Compilation compilation, CancellationToken cancellation) => compilation
        .GetSymbolsWithName(AuthoredHop.Method, SymbolFilter.Member, cancellation)
        .OfType<IMethodSymbol>()
        .SelectMany(method => new[] { method, method.PartialImplementationPart })
        .OfType<IMethodSymbol>()
        .SelectMany(method => method.DeclaringSyntaxReferences)
        .Select(reference => reference.GetSyntax(cancellation))
        .OfType<MethodDeclarationSyntax>()
        .Where(AuthoredHop.IsCandidate)
        .Distinct();

    private (DiagnosticDescriptor Descriptor, string Text)? FaultOf(AuthoredHop hop, HistoryHead[] heads, CancellationToken cancellation)
    {
        if (Array.Find(heads, one => one.ClassName == hop.Class) is not { } head)
        {
            return (HistoryDescriptors.StrayHop, ElsewhereText(hop, heads, cancellation));
        }

        if (head.Schema.HasNoHistory || shapes.Schemas.FirstOrDefault(one => one.FullName == head.FullName) is not { } schema)
        {
            return null;   // the schema itself says what is wrong with it
        }

        string lockName = SchemaLock.FileNameOf(head.Schema.Id);
        LockFile? file = files.Of(head.Schema.Id);
        if (file?.Schema is not { } recorded)
        {
            // The review of the locks says of one that it cannot be read, and of one that is not there what is lost with it.
            bool isReviewed = file is not null ? mode != LockMode.Off : mode is LockMode.Update or LockMode.Locked && head.Schema.OldestReadable < head.Schema.Version;
            return isReviewed ? null
                : (HistoryDescriptors.StrayHop, $"The hop from version {hop.From} of '{head.Name}' needs the lock that recorded it, and {lockName} {(file is null ? "is not there" : "cannot be read")}; restore it from version control");
        }

        if (hop.From < head.Schema.OldestReadable)
        {
            return (HistoryDescriptors.TooOld,
                $"The hop from version {hop.From} of '{head.Name}' is below OldestReadable = {head.Schema.OldestReadable}, so the types of that version are no longer generated; delete it, or read that version again");
        }

        SchemaHistory? history = SchemaHops.Of(shapes.SymbolOf(schema), head.Schema, shapes.ShapeOf(schema), recorded, compilation, cancellation).History;
        return history is { LacksFormatter: true } ? null
            : history?.Older.Any(block => block.Version == hop.From) == true ? NameFault(hop, head, history)
            : (HistoryDescriptors.StrayHop,
                $"The hop from version {hop.From} of '{head.Name}' belongs to no version before that of the code, which is {head.Schema.Version}; {lockName} has {string.Join(", ", recorded.Versions.Select(block => block.Version))}; state the version that the hop leads to, restore the lock from version control, or delete the hop");
    }

    /// <summary>What is wrong with the names of a hop that stands where it belongs.</summary>
    private static (DiagnosticDescriptor Descriptor, string Text)? NameFault(AuthoredHop hop, HistoryHead head, SchemaHistory history)
    {
        if (GeneratedVersions.Of(history).Fits(hop))
        {
            return null;
        }

        string from = $"V{hop.From}.{history.Root}";
        string to = $"V{hop.From + 1}.{history.Root}";
        string why = history.Root == head.Name ? "" : $", as an older hop calls them";
        return (HistoryDescriptors.StrayHop,
            $"The hop from version {hop.From} of '{head.Name}' makes '{hop.Target}' of '{hop.Source}', and the types are '{to}' and '{from}'{why}; write 'public static partial {to} Up({from} {hop.Parameter})'");
    }

    private string ElsewhereText(AuthoredHop hop, HistoryHead[] heads, CancellationToken cancellation)
    {
        string name = hop.Class.Substring(hop.Class.LastIndexOf('.') + 1);
        string found = $"The hop from version {hop.From} stands in '{hop.Class}'";
        if (Array.Find(heads, head => head.Class == name) is { } meant)
        {
            Misplaced.Add(meant.FullName);
            return $"{found}, and the versions of '{meant.Name}' are in '{meant.ClassName}'; move it: {PlaceOf(meant)}";
        }

        if (new RenamedSchema(compilation, files, heads).Of(hop, cancellation) is { } renamed)
        {
            Misplaced.Add(renamed.Head.FullName);
            return $"{found}, and the versions of '{renamed.Head.Name}' are in '{renamed.Head.ClassName}'; if '{renamed.Head.Name}' was called '{renamed.Former}', write '{renamed.Attribute}', and its hops stay as they are; otherwise move them";
        }

        return heads.Length == 0
                ? $"{found}, and nothing here is a schema; delete it"
                : $"{found}, where no schema has its versions; those of '{heads[0].Name}' are in '{heads[0].ClassName}'; move it to the class of its schema, or delete it";
    }

    private static string PlaceOf(HistoryHead head) =>
        head.Namespace.Length == 0 ? $"write 'static partial class {head.Class}' outside of any namespace" : $"write 'namespace {head.Namespace};' above 'static partial class {head.Class}'";
}
