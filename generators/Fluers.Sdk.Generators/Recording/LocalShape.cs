using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>
/// The shape of one type by itself: what its members are made of is named by full names and looked up elsewhere. An edit of one type
/// changes one of these.
/// </summary>
/// <param name="FullName">The type's full name.</param>
/// <param name="Schema">The schema that the type is; <see langword="null"/> for parts, unions and cases.</param>
/// <param name="Case">The union that the type is a case of; it may be that union itself.</param>
/// <param name="Log">The id of the schema of the log's entries.</param>
/// <param name="Type">The part; for a union nothing yet, since its cases stand for themselves.</param>
/// <param name="Members">The members of the object that the type is.</param>
/// <param name="Enums">The enums that members are of, by full name.</param>
internal sealed record LocalShape(
    string FullName, SchemaModel? Schema, LocalCase? Case, string? Log, NamedShape Type, EquatableArray<MemberShape> Members, EquatableArray<EnumShape> Enums)
{
    /// <summary>The cases that the type, a union, lists.</summary>
    public EquatableArray<ListedCase> Listed { get; init; }

    public static LocalShape Of(TypeModel type)
    {
        string name = FullNames.Definition(type.FullName);
        var shapes = new ValueShapes(type);
        EquatableArray<MemberShape> members = type.Object is null ? default : type.Object.Members.Select(shapes.Of).ToEquatableArray();
        return new LocalShape(
            name,
            type.Schema,
            type.Case is { } @case ? new LocalCase(FullNames.Definition(@case.Union), @case.Tag, @case.Name) : null,
            type.Object?.Log?.EntryId,
            type.Union is null ? new PartShape(name, type.IsValueType, members) : new UnionShape(name, default),
            members,
            shapes.Enums)
        {
            Listed = type.Union is null ? default : type.Union.Listed.Select(listed => new ListedCase(listed.Tag, listed.Name, FullNames.Definition(listed.FullName))).ToEquatableArray(),
        };
    }
}

/// <summary>A case of a union.</summary>
/// <param name="Union">The full name of the union.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Name">The name.</param>
internal sealed record LocalCase(string Union, int Tag, string Name);

/// <summary>A case that a union lists.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Name">The name.</param>
/// <param name="FullName">The full name of its type.</param>
internal sealed record ListedCase(int Tag, string Name, string FullName);
