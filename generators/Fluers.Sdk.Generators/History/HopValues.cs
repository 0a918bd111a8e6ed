using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>Writes the C# that makes a value of a newer type from one of an older type, where nobody needs to be asked.</summary>
/// <param name="old">The older version.</param>
/// <param name="now">The newer one.</param>
/// <param name="own">What local names begin with.</param>
/// <param name="methodOf">The method for two named types.</param>
internal sealed class HopValues(Snapshot old, Snapshot now, string own, Func<NamedShape, NamedShape, string> methodOf)
{
    private const string Helper = "global::Fluers.Sdk.Wire.SnapshotCollections";

    private int _locals;

    /// <summary>A name for a local.</summary>
    public string NextLocal() => $"{own}{++_locals}";

    /// <summary>The expression; <see langword="null"/> where the author must say what becomes of the value.</summary>
    /// <param name="was">The older type.</param>
    /// <param name="is">The newer type.</param>
    /// <param name="value">The older value as C#.</param>
    public string? Of(TypeShape was, TypeShape @is, string value)
    {
        if (was.IsNullable && !@is.IsNullable)
        {
            return null;
        }

        TypeShape one = was with { IsNullable = false };
        TypeShape other = @is with { IsNullable = false };
        if (one == other && !one.NamedTypes.Any())
        {
            return value;
        }

        if (!was.IsNullable)
        {
            return OfValue(one, other, value);
        }

        string some = NextLocal();
        return OfValue(one, other, some) is { } inner ? $"({value} is {{ }} {some} ? {inner} : default({TypeOf(@is)}))" : null;
    }

    private string? OfValue(TypeShape was, TypeShape @is, string value) => (was.Form, @is.Form) switch
    {
        (TypeForm.Scalar, TypeForm.Scalar) => Scalars.Widens(was.Name, @is.Name) ? Cast(@is, value) : null,
        (TypeForm.Named, _) or (_, TypeForm.Named) => OfNamed(was, @is, value),
        (TypeForm.List or TypeForm.Set, TypeForm.List) => Each("List", was, @is, value),
        (TypeForm.Set, TypeForm.Set) => Each("Set", was, @is, value),
        (TypeForm.Map, TypeForm.Map) => Each("Map", was, @is, value),
        (TypeForm.Grid, TypeForm.Grid) when was.Rank == @is.Rank => Each("Grid", was, @is, value),
        (TypeForm.Tuple, TypeForm.Tuple) when was.Arguments.Count == @is.Arguments.Count => OfTuple(was, @is, value),
        _ => null,
    };

    private string? OfNamed(TypeShape was, TypeShape @is, string value) =>
        (was.Form == TypeForm.Named ? old.Shape.Find(was.Name) : null, @is.Form == TypeForm.Named ? now.Shape.Find(@is.Name) : null) switch
        {
            (PartShape one, PartShape other) => $"{methodOf(one, other)}({value})",
            (UnionShape one, UnionShape other) => $"{methodOf(one, other)}({value})",
            (EnumShape one, EnumShape other) => one.Underlying != other.Underlying && !Scalars.Widens(one.Underlying, other.Underlying) ? null
                : methodOf(one, other) is { Length: > 0 } method ? $"{method}({value})"
                : Cast(@is, value),
            (EnumShape one, null) when @is.Form == TypeForm.Scalar => IsKept(Judge.ChangeOfNumber(one, @is.Name)) ? Cast(@is, value) : null,
            (null, EnumShape other) when was.Form == TypeForm.Scalar => IsKept(Judge.ChangeOfNumber(was.Name, other)) ? Cast(@is, value) : null,
            _ => null,
        };

    /// <summary>Whether two keys may become one: of their values only one could go on, and no rule knows which.</summary>
    private bool Unites(TypeShape was, TypeShape @is) => was.Form == TypeForm.Named && @is.Form == TypeForm.Named
        && old.Shape.Find(was.Name) is EnumShape one && now.Shape.Find(@is.Name) is EnumShape other
        && Match.Of(Judge.OneNamePerNumber(one, other), Judge.OneNamePerNumber(other, one), static (_, _) => true).Any(pair => pair.Fate == Fate.Removed);

    private static bool IsKept(Change change) => change is Change.NumberAndEnum or Change.Widened;

    /// <summary>All elements; those of a map are its keys and its values.</summary>
    private string? Each(string helper, TypeShape was, TypeShape @is, string value)
    {
        if (was.Form == TypeForm.Map && Unites(was.Arguments[0], @is.Arguments[0]))
        {
            return null;
        }

        var elements = new List<string>();
        for (int i = 0; i < was.Arguments.Count; i++)
        {
            string item = NextLocal();
            if (Of(was.Arguments[i], @is.Arguments[i], item) is not { } element)
            {
                return null;
            }

            elements.Add($"{item} => {element}");
        }

        IEnumerable<string> types = was.Arguments.Select(argument => old.ValueOf(argument).Type).Concat(@is.Arguments.Select(TypeOf));
        return $"{Helper}.{helper}<{string.Join(", ", types)}>({value}, {string.Join(", ", elements)})";
    }

    private string? OfTuple(TypeShape was, TypeShape @is, string value)
    {
        var parts = new List<string>();
        for (int i = 0; i < was.Arguments.Count; i++)
        {
            if (Of(was.Arguments[i], @is.Arguments[i], $"{value}.{Parsing.TupleTypes.Items[i]}") is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return $"new {TypeOf(@is)}({string.Join(", ", parts)})";
    }

    private string Cast(TypeShape type, string value) => $"(({TypeOf(type)}){value})";

    private string TypeOf(TypeShape type) => now.ValueOf(type).Type;
}
