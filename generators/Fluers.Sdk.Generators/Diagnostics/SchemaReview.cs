using System.Collections.Immutable;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Reviews the schemas of one compilation and reports at their members.</summary>
internal sealed class SchemaReview(ShapeSymbols shapes, UnionIndex unions, LockFiles files, LockMode mode)
{
    private readonly LockedTypes _locked = new(new Lazy<LockFiles>(() => files));
    private readonly ILookup<string, LocalShape> _schemas = shapes.Schemas.ToLookup(schema => schema.Schema!.Id, StringComparer.Ordinal);

    /// <summary>Holds each schema against its lock. Of those that cannot be stored another analyzer says why.</summary>
    public void ReviewSchemas(Action<Diagnostic> report)
    {
        foreach (LocalShape schema in shapes.Schemas)
        {
            Review(schema, shapes.SymbolOf(schema), report);
        }
    }

    private void Review(LocalShape schema, INamedTypeSymbol type, Action<Diagnostic> report)
    {
        string id = schema.Schema!.Id;
        LockFile? file = files.Of(id);
        if (_schemas[id].First() is var first && first != schema)
        {
            Report(type, "FLU1006", $"'{type.Name}' and '{shapes.SymbolOf(first).Name}' are both the schema '{id}'; state another Id for one of them");
        }
        else if (file?.Fault is { } fault)
        {
            Report(type, fault.IsDiverged ? "FLU1422" : "FLU1402", $"The lock of '{type.Name}' cannot be read, {Path.GetFileName(file.Path)} {fault.Message}; {(fault.IsDiverged ? "give one of the two histories the next version" : "restore it from version control")}", Hints.Of((string?)null).Add(Hints.Schema, TypeNames.MetadataName(type)));
        }
        else if (file is null && FormerLock(shapes.ShapeOf(schema)) is { } former)
        {
            Report(type, "FLU1003", $"'{type.Name}' has the shape of schema '{former.Id}', whose lock nothing here belongs to; state Id = \"{former.Id}\" to keep its sessions, or change the shape or delete the lock if it is another", Hints.Of(former.Id));
        }
        else
        {
            var review = new LockReview(type.Name, schema.Schema.Version, shapes.ShapeOf(schema), mode);
            foreach (Complaint complaint in review.Of(file?.Schema, id))
            {
                ISymbol where = shapes.Find(schema, complaint.Place);
                Create(where, complaint.Id, complaint.IsError, complaint.Text, HintsOf(complaint, type, where));
            }
        }

        void Report(ISymbol where, string diagnostic, string text, ImmutableDictionary<string, string?>? hints = null) => Create(where, diagnostic, isError: true, text, hints);

        void Create(ISymbol where, string diagnostic, bool isError, string text, ImmutableDictionary<string, string?>? hints)
        {
            Location location = where.Locations.FirstOrDefault(found => found.IsInSource) ?? Location.None;
            DiagnosticSeverity severity = isError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
            report(Diagnostic.Create(LockDescriptors.Of(diagnostic), location, severity, additionalLocations: null, hints, text));
        }
    }

    /// <summary>Reports the locks whose schemas are gone.</summary>
    public void ReviewFiles(Action<Diagnostic> report)
    {
        foreach (LockFile file in files.All.Where(file => !shapes.HasId(file.Id)))
        {
            report(Diagnostic.Create(LockDescriptors.LockWithoutSchema, file.LocationOf(1),
                $"'{Path.GetFileName(file.Path)}' is the lock of schema '{file.Id}', which this project does not have; delete the file if its sessions are gone, or give the schema its Id back"));
        }
    }

    private ImmutableDictionary<string, string?> HintsOf(Complaint complaint, INamedTypeSymbol schema, ISymbol where)
    {
        decimal? number = complaint.Remedy == Remedy.Renumber || complaint.Id is "FLU1405" or "FLU1409" ? NextFree(where) : complaint.Number;
        return Hints.Of(number)
            .Add(Hints.Schema, TypeNames.MetadataName(schema))
            .Add(Hints.Remedy, complaint.Remedy.ToString())
            .Add(Hints.Name, complaint.Name);
    }

    /// <summary>A key for a member, a tag for a case, that nothing has or had.</summary>
    private int? NextFree(ISymbol where) => where switch
    {
        INamedTypeSymbol @case when UnionParser.UnionOf(@case) is { } union => FreeNumbers.NextTag(unions.CasesOf(union), _locked.CasesOf(union)),
        IPropertySymbol or IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum } => FreeNumbers.NextKey(where.ContainingType, _locked.MembersOf(where.ContainingType)),
        _ => null,
    };

    /// <summary>A lock that no schema here has, of just this shape: most likely the type was renamed.</summary>
    private LockFile? FormerLock(SchemaShape now) => files.All.FirstOrDefault(file =>
        file.Schema is { } schema && !shapes.HasId(file.Id) && Judge.Compare(schema.Last.Shape, now).Count == 0);
}
