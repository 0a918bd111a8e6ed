using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Reviews the schemas of one compilation and reports at their members.</summary>
internal sealed class SchemaReview(CompilationAnalysisContext context, ShapeSymbols shapes, LockFiles files, LockMode mode)
{
    public void Review(LocalShape schema)
    {
        INamedTypeSymbol type = shapes.SymbolOf(schema);
        LockFile? file = files.Of(schema.Schema!.Id);
        if (file?.Fault is { } fault)
        {
            Report(type, fault.IsDiverged ? "FLU1422" : "FLU1402", $"The lock of '{type.Name}' cannot be read, {Path.GetFileName(file.Path)} {fault.Message}; {(fault.IsDiverged ? "give one of the two histories the next version" : "restore it from version control")}");
            return;
        }

        SchemaShape now = shapes.ShapeOf(schema);
        if (file is null && FormerLock(now) is { } former)
        {
            Report(type, "FLU1003", $"'{type.Name}' has the shape of schema '{former.Id}', whose lock nothing here belongs to; state Id = \"{former.Id}\" to keep its sessions, or change the shape or delete the lock if it is another");
            return;
        }

        foreach (Complaint complaint in new LockReview(type.Name, schema.Schema.Version, now, schema.Schema.IsRolling, mode).Of(file?.Schema, schema.Schema.Id))
        {
            LockAnalyzer.Report(context, shapes.Find(schema, complaint.Place), complaint.Id, complaint.IsError, complaint.Text);
        }
    }

    /// <summary>A lock that no schema here has, of just this shape: most likely the type was renamed.</summary>
    private LockFile? FormerLock(SchemaShape now)
    {
        HashSet<string> ids = new(shapes.Schemas.Select(schema => schema.Schema!.Id), StringComparer.Ordinal);
        return files.All.FirstOrDefault(file => file.Schema is { } schema && !ids.Contains(file.Id) && Judge.Compare(schema.Last.Shape, now).Count == 0);
    }

    private void Report(ISymbol where, string id, string text) => LockAnalyzer.Report(context, where, id, isError: true, text);
}
