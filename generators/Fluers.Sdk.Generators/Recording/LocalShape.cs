using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>
/// The shape of one type by itself: what its members are made of is named by full names and looked up elsewhere. An edit of one type
/// changes one of these.
/// </summary>
/// <param name="FullName">The type's full name as C#.</param>
/// <param name="Schema">The schema that the type is; <see langword="null"/> for parts, unions and cases.</param>
/// <param name="Case">The union that the type is a case of.</param>
/// <param name="Log">The id of the schema of the log's entries.</param>
/// <param name="Type">The members; for a union nothing yet, since its cases stand for themselves.</param>
/// <param name="Enums">The enums that members are of, by full name.</param>
internal sealed record LocalShape(string FullName, SchemaModel? Schema, CaseModel? Case, string? Log, NamedShape Type, EquatableArray<EnumShape> Enums)
{
    public static LocalShape Of(TypeModel type)
    {
        var enums = new SortedDictionary<string, EnumShape>(StringComparer.Ordinal);
        NamedShape shape = type.Object is { } members
            ? new PartShape(type.FullName, type.IsValueType, members.Members.Select(member => Of(member, enums)).ToEquatableArray())
            : new UnionShape(type.FullName, default);
        return new LocalShape(type.FullName, type.Schema, type.Case, type.Object?.Log?.EntryId, shape, enums.Values.ToEquatableArray());
    }

    private static MemberShape Of(MemberModel member, SortedDictionary<string, EnumShape> enums) =>
        new(member.Key, member.Name.TrimStart('@'), Of(member.Value, enums))
        {
            IsRequired = member.IsRequired,
            Default = member.IsRequired ? null : member.RecordedDefault,
        };

    private static TypeShape Of(ValueModel value, SortedDictionary<string, EnumShape> enums)
    {
        TypeShape type = value.Kind switch
        {
            ValueKind.Scalar => TypeShape.Scalar(Scalars.Of(value.Primitive)),
            ValueKind.Enum => Of(value.Enum!, Scalars.Of(value.Primitive), enums),
            ValueKind.Generated => TypeShape.Named(value.BareType),
            ValueKind.Sequence => TypeShape.Of(value.Collection!.IsUnique ? TypeForm.Set : TypeForm.List, Of(value.Element!, enums)),
            ValueKind.Map => TypeShape.Of(TypeForm.Map, Of(value.Key!, enums), Of(value.Element!, enums)),
            ValueKind.Grid => TypeShape.Of(TypeForm.Grid, Of(value.Element!, enums)) with { Rank = value.Rank },
            ValueKind.Tuple => TypeShape.Of(TypeForm.Tuple, value.Parts.Select(part => Of(part.Value, enums))),
            _ => throw new InvalidOperationException($"{value.Kind} has no recorded shape."),
        };
        return value.IsNullable ? type with { IsNullable = true } : type;
    }

    private static TypeShape Of(EnumModel numbers, string underlying, SortedDictionary<string, EnumShape> enums)
    {
        enums[numbers.FullName] = new EnumShape(
            numbers.FullName,
            underlying,
            numbers.Values.OrderBy(value => value.Number).Select(value => new EnumValueShape(value.Number, value.Name)).ToEquatableArray());
        return TypeShape.Named(numbers.FullName);
    }
}
