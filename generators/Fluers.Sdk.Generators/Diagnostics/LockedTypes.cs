using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>
/// What the locks of a project know of a type: the numbers that are taken, those out of use among them. A schema is found by its id, any
/// other type by its name, for a type that is at fault has no shape to be found by.
/// </summary>
internal sealed class LockedTypes(Lazy<LockFiles> locks)
{
    /// <summary>The members of a type in any lock.</summary>
    public IEnumerable<MemberShape> MembersOf(INamedTypeSymbol type)
    {
        if (SchemaParser.IdOf(type) is { } id)
        {
            return locks.Value.Of(id)?.Schema is { } schema ? MembersOf(schema.Last.Shape.Root) : [];
        }

        IEnumerable<MemberShape> members = Named(type).SelectMany(MembersOf);
        return UnionParser.UnionOf(type) is { } union
            ? CasesOf(union).Where(@case => @case.Name == type.Name).SelectMany(@case => @case.Members).Concat(members)
            : members;
    }

    /// <summary>The cases of a union in any lock.</summary>
    public IEnumerable<CaseShape> CasesOf(INamedTypeSymbol union) => SchemaParser.IdOf(union) is { } id
        ? locks.Value.Of(id)?.Schema?.Last.Shape.Root is UnionShape root ? root.Cases : []
        : Named(union).OfType<UnionShape>().SelectMany(shape => shape.Cases);

    private static IEnumerable<MemberShape> MembersOf(NamedShape shape) => shape is PartShape part ? part.Members : [];

    private IEnumerable<NamedShape> Named(INamedTypeSymbol type)
    {
        string full = FullNames.Plain(FullNames.Definition(TypeNames.BareName(type)));
        return locks.Value.All
            .Where(file => file.Schema is not null)
            .SelectMany(file => file.Schema!.Last.Shape.Types)
            .Where(shape => shape.Name == type.Name || shape.Name == full || (type.IsGenericType && shape.Name.StartsWith(type.Name + "Of", StringComparison.Ordinal)));
    }
}
