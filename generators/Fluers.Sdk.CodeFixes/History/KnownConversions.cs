using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.CodeFixes.History;

/// <summary>
/// What becomes of an older value where there is one conversion that everybody would write. What only the author can know is left as
/// <see cref="Undecided"/>, which does not compile.
/// </summary>
/// <param name="to">The newer one.</param>
internal sealed class KnownConversions(Snapshot to)
{
    /// <summary>Stands for what has still to be decided: no such name exists.</summary>
    public const string Undecided = "_";

    /// <param name="origin">What the value takes the place of; <see langword="null"/> for what is new.</param>
    /// <param name="own">The older object.</param>
    public string Of(HopOrigin? origin, string own) => origin is null ? Undecided : Of(origin, origin.Was, origin.Is, $"{own}.{origin.Member}");

    private string Of(HopOrigin origin, TypeShape was, TypeShape @is, string value)
    {
        TypeShape one = was with { IsNullable = false };
        TypeShape other = @is with { IsNullable = false };
        if (one == other)
        {
            // The types differ by null alone, which the newer one does not take.
            return one.NamedTypes.Any() ? Undecided : $"{value} ?? {origin.Default ?? Undecided}";
        }

        if (!was.IsNullable)
        {
            return OfValue(one, other, value) ?? Undecided;
        }

        string some = "some";
        string? converted = OfValue(one, other, some);
        string none = @is.IsNullable ? "null" : other.Form is TypeForm.List or TypeForm.Set ? "[]" : origin.Default ?? Undecided;
        return converted is null ? Undecided : $"{value} is {{ }} {some} ? {converted} : {none}";
    }

    private string? OfValue(TypeShape was, TypeShape @is, string value) => (was, @is) switch
    {
        ({ Form: TypeForm.Scalar, Name: "bool" }, { Form: TypeForm.Named }) when to.Shape.Find(@is.Name) is EnumShape numbers =>
            $"{value} ? {ValueOf(numbers, @is, 1)} : {ValueOf(numbers, @is, 0)}",
        ({ Form: TypeForm.Scalar, Name: "string" }, { Form: TypeForm.Named }) when to.Shape.Find(@is.Name) is EnumShape =>
            $"global::System.Enum.Parse<{TypeOf(@is)}>({value})",
        ({ Form: TypeForm.Scalar, Name: "string" }, { Form: TypeForm.Scalar, Name: "guid" }) => $"global::System.Guid.Parse({value})",
        ({ Form: TypeForm.Scalar, Name: "string" }, { Form: TypeForm.Scalar, Name: "uri" }) =>
            $"new global::System.Uri({value}, global::System.UriKind.RelativeOrAbsolute)",
        ({ Form: TypeForm.Scalar, Name: "datetime" }, { Form: TypeForm.Scalar, Name: "datetimeoffset" }) => $"new global::System.DateTimeOffset({value})",
        ({ Form: TypeForm.Scalar }, { Form: TypeForm.Scalar }) when Scalars.IsNumber(was.Name) && Scalars.IsNumber(@is.Name) => $"checked(({TypeOf(@is)}){value})",
        (not { Form: TypeForm.List or TypeForm.Set or TypeForm.Map or TypeForm.Grid }, { Form: TypeForm.List }) => Single(was, @is.Arguments[0], value),
        (not { Form: TypeForm.List or TypeForm.Set or TypeForm.Map or TypeForm.Grid }, { Form: TypeForm.Set }) =>
            Element(was, @is.Arguments[0], value) is { } element ? $"new global::System.Collections.Generic.HashSet<{TypeOf(@is.Arguments[0])}> {{ {element} }}" : null,
        ({ Form: TypeForm.List }, { Form: TypeForm.Set }) when was.Arguments[0] == @is.Arguments[0] && !was.NamedTypes.Any() =>
            $"new global::System.Collections.Generic.HashSet<{TypeOf(@is.Arguments[0])}>({value})",
        _ => null,
    };

    private string? Single(TypeShape was, TypeShape element, string value) => Element(was, element, value) is { } one ? $"[{one}]" : null;

    /// <summary>A value as the element of a collection: itself, or converted.</summary>
    private string? Element(TypeShape was, TypeShape element, string value) =>
        was == element with { IsNullable = false } && !was.NamedTypes.Any() ? value : OfValue(was, element with { IsNullable = false }, value);

    private string ValueOf(EnumShape numbers, TypeShape type, int number) =>
        numbers.Values.FirstOrDefault(value => value.Number == number && !value.IsRetired) is { } found ? $"{TypeOf(type)}.{TypeNames.Identifier(found.Name)}" : Undecided;

    private string TypeOf(TypeShape type) => to.ValueOf(type with { IsNullable = false }).Type;
}
