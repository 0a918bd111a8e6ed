using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Reviews the schemas of one compilation and reports at their members.</summary>
internal sealed class SchemaReview(ShapeSymbols shapes, LockFiles files, LockMode mode)
{
    private readonly ILookup<string, LocalShape> _schemas = shapes.Schemas.ToLookup(schema => schema.Schema!.Id, StringComparer.Ordinal);

    /// <summary>Holds a schema against its lock.</summary>
    public void Review(INamedTypeSymbol type, Action<Diagnostic> report)
    {
        if (shapes.SchemaOf(type) is not { } schema)
        {
            return;   // it cannot be stored, and another analyzer says why
        }

        string id = schema.Schema!.Id;
        LockFile? file = files.Of(id);
        if (_schemas[id].First() is var first && first != schema)
        {
            Report(type, "FLU1006", $"'{type.Name}' and '{shapes.SymbolOf(first).Name}' are both the schema '{id}'; state another Id for one of them");
        }
        else if (file?.Fault is { } fault)
        {
            Report(type, fault.IsDiverged ? "FLU1422" : "FLU1402", $"The lock of '{type.Name}' cannot be read, {Path.GetFileName(file.Path)} {fault.Message}; {(fault.IsDiverged ? "give one of the two histories the next version" : "restore it from version control")}");
        }
        else if (file is null && FormerLock(shapes.ShapeOf(schema)) is { } former)
        {
            Report(type, "FLU1003", $"'{type.Name}' has the shape of schema '{former.Id}', whose lock nothing here belongs to; state Id = \"{former.Id}\" to keep its sessions, or change the shape or delete the lock if it is another");
        }
        else
        {
            var review = new LockReview(type.Name, schema.Schema.Version, shapes.ShapeOf(schema), schema.Schema.IsRolling, mode);
            foreach (Complaint complaint in review.Of(file?.Schema, id))
            {
                Create(shapes.Find(schema, complaint.Place), complaint.Id, complaint.IsError, complaint.Text);
            }
        }

        void Report(ISymbol where, string diagnostic, string text) => Create(where, diagnostic, isError: true, text);

        void Create(ISymbol where, string diagnostic, bool isError, string text)
        {
            Location location = where.Locations.FirstOrDefault(found => found.IsInSource) ?? Location.None;
            DiagnosticSeverity severity = isError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
            report(Diagnostic.Create(LockDescriptors.Of(diagnostic), location, severity, additionalLocations: null, properties: null, text));
        }
    }

    /// <summary>Reports the locks whose schemas are gone.</summary>
    public void ReviewFiles(Action<Diagnostic> report)
    {
        foreach (LockFile file in files.All.Where(file => !shapes.Has(file.Id)))
        {
            report(Diagnostic.Create(LockDescriptors.LockWithoutSchema, file.LocationOf(1),
                $"'{Path.GetFileName(file.Path)}' is the lock of schema '{file.Id}', which this project does not have; delete the file if its sessions are gone, or give the schema its Id back"));
        }
    }

    /// <summary>A lock that no schema here has, of just this shape: most likely the type was renamed.</summary>
    private LockFile? FormerLock(SchemaShape now) => files.All.FirstOrDefault(file =>
        file.Schema is { } schema && !shapes.Has(file.Id) && Judge.Compare(schema.Last.Shape, now).Count == 0);
}
