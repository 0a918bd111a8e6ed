using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>The shapes of the members of one type, and the enums that they are of.</summary>
internal sealed class ValueShapes(TypeModel type)
{
    private readonly SortedDictionary<string, EnumShape> _enums = new(StringComparer.Ordinal);
    private readonly List<string> _parameters = [.. type.TypeParameters.Select(parameter => parameter.Name)];

    public EquatableArray<EnumShape> Enums => _enums.Values.ToEquatableArray();

    public MemberShape Of(MemberModel member)
    {
        TypeShape type = Of(member.Value);
        return new(member.Key, member.Name.TrimStart('@'), type)
        {
            IsRequired = member.IsRequired,
            Default = member.IsRequired ? null : CanonicalDefault.Of(member.RecordedDefault, type),
        };
    }

    private TypeShape Of(ValueModel value)
    {
        TypeShape shape = value.Kind switch
        {
            ValueKind.Scalar => TypeShape.Scalar(Scalars.Of(value.Primitive)),
            ValueKind.Enum => Of(value.Enum!, Scalars.Of(value.Primitive)),
            ValueKind.Generated => new TypeShape(TypeForm.Named, FullNames.Definition(value.BareType), value.Parts.Select(part => Of(part.Value)).ToEquatableArray()),
            ValueKind.Sequence => TypeShape.Of(value.Collection!.IsUnique ? TypeForm.Set : TypeForm.List, Of(value.Element!)),
            ValueKind.Map => TypeShape.Of(TypeForm.Map, Of(value.Key!), Of(value.Element!)),
            ValueKind.Grid => TypeShape.Of(TypeForm.Grid, Of(value.Element!)) with { Rank = value.Rank },
            ValueKind.Tuple => TypeShape.Of(TypeForm.Tuple, value.Parts.Select(part => Of(part.Value))),
            ValueKind.Custom => TypeShape.Formatter(FormatterOf(value.Via)),
            ValueKind.Parameter => TypeShape.Parameter(_parameters.IndexOf(value.BareType), isNullableReference: value.IsNullable && !value.IsValueType),
            _ => throw new InvalidOperationException($"{value.Kind} has no recorded shape."),
        };
        return value.IsNullable && !shape.IsNullableReference ? shape with { IsNullable = true } : shape;
    }

    private TypeShape Of(EnumModel numbers, string underlying)
    {
        string name = FullNames.Definition(numbers.FullName);
        _enums[name] = new EnumShape(
            name,
            underlying,
            numbers.Values.OrderBy(value => value.Number).Select(value => new EnumValueShape(value.Number, value.Name)).ToEquatableArray())
        {
            IsFlags = numbers.IsFlags,
        };
        return TypeShape.Named(name);
    }

    /// <summary>The type of a formatter, of <c>new F(…)</c> or <c>F.Instance</c>.</summary>
    private static string FormatterOf(string made)
    {
        const string create = "new ";
        string name = made.StartsWith(create, StringComparison.Ordinal)
            ? made.Substring(create.Length, made.IndexOf('(') - create.Length)
            : made.Substring(0, made.LastIndexOf('.'));
        return name.Replace("global::", "");
    }
}
