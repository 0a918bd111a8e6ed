using System.Collections.Immutable;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Reviews the schemas of one compilation and reports at their members.</summary>
/// <param name="shapes">The schemas.</param>
/// <param name="unions">The cases of unions.</param>
/// <param name="files">The locks.</param>
/// <param name="mode">What the build does about locks.</param>
/// <param name="isShared">Whether locks of other projects are among them.</param>
internal sealed class SchemaReview(ShapeSymbols shapes, UnionIndex unions, LockFiles files, LockMode mode, bool isShared)
{
    private readonly LockedTypes _locked = new(new Lazy<LockFiles>(() => files));

    /// <summary>Holds each schema against its lock. Of those that cannot be stored another analyzer says why.</summary>
    /// <param name="report">Takes what is found.</param>
    /// <param name="isAsked">Whether a schema, by its full name, is asked about; all are by default.</param>
    public void ReviewSchemas(Action<Diagnostic> report, Func<string, bool>? isAsked = null)
    {
        var reviewed = Reviewed();
        SchemaComplaints complaints = ComplaintsOf(reviewed);
        foreach (LocalShape schema in shapes.Schemas.Where(schema => isAsked?.Invoke(schema.FullName) != false))
        {
            foreach (Complaint complaint in complaints.Of(reviewed[schema]))
            {
                Report(schema, complaint, report);
            }
        }
    }

    private Dictionary<LocalShape, ReviewedSchema> Reviewed() => shapes.Schemas.ToDictionary(schema => schema, schema => new ReviewedSchema(
            schema.FullName, shapes.SymbolOf(schema).Name, schema.Schema!.Id, schema.Schema.Version, shapes.ShapeOf(schema))
    {
        HandWritten = SchemaHops.HandWritten(shapes.SymbolOf(schema), schema.Schema, CancellationToken.None),
    });

    private SchemaComplaints ComplaintsOf(Dictionary<LocalShape, ReviewedSchema> reviewed) =>
        new([.. shapes.Schemas.Select(schema => reviewed[schema])], HasId, [.. files.All], mode);

    /// <summary>Reports the locks whose schemas are gone, unless a schema is taken for one of them.</summary>
    public void ReviewFiles(Action<Diagnostic> report)
    {
        LockFile[] orphans = [.. files.All.Where(file => !HasId(file.Id))];
        if (orphans.Length == 0)
        {
            return;
        }

        Dictionary<LocalShape, ReviewedSchema> reviewed = Reviewed();
        SchemaComplaints complaints = ComplaintsOf(reviewed);
        HashSet<string?> renamed = [.. reviewed.Values.SelectMany(complaints.Of).Where(complaint => complaint.Id == LockDescriptors.IdentityChanged.Id).Select(complaint => complaint.Name)];
        foreach (LockFile file in orphans.Where(file => !renamed.Contains(file.Id)))
        {
            report(Diagnostic.Create(LockDescriptors.LockWithoutSchema, file.LocationOf(1),
                $"'{Excerpt.Of(Path.GetFileName(file.Path))}' is the lock of schema '{Excerpt.Of(file.Id)}', which this project does not have, so that nothing here loads its sessions; give the schema its Id back, or move the file to the project that has it"));
        }
    }

    private bool HasId(string id) => isShared || shapes.HasId(id);

    private void Report(LocalShape schema, Complaint complaint, Action<Diagnostic> report)
    {
        ISymbol where = shapes.Find(schema, complaint.Place);
        Location location = where.Locations.FirstOrDefault(found => found.IsInSource) ?? Location.None;
        DiagnosticSeverity severity = complaint.IsError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        report(Stable.Create(LockDescriptors.Of(complaint.Id), location, severity, HintsOf(complaint, shapes.SymbolOf(schema), where), complaint.Text));
    }

    private ImmutableDictionary<string, string?> HintsOf(Complaint complaint, INamedTypeSymbol schema, ISymbol where)
    {
        if (complaint.Id == LockDescriptors.IdentityChanged.Id)
        {
            return Hints.Of(complaint.Name);
        }

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
}
