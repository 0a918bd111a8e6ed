using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// Whether a hop brought everything over that can be brought over without asking anyone. It follows the two shapes by key, tag and
/// number alone, and leaves out what their author must give.
/// </summary>
internal sealed class Raised(SchemaShape old, SchemaShape now)
{
    /// <summary>The first difference; <see langword="null"/> where there is none.</summary>
    public string? FirstLoss(object? before, object? after) =>
        Members(((PartShape)old.Root).Members, ((PartShape)now.Root).Members, (object?[])before!, (object?[])after!, "");

    private string? Members(EquatableArray<MemberShape> was, EquatableArray<MemberShape> @is, object?[] before, object?[] after, string path)
    {
        foreach (MemberShape member in @is)
        {
            if (was.FirstOrDefault(other => other.Key == member.Key && !other.IsRetired) is not { } one || Defaults.IsLost(one, member) || !GoesOver(one.Type, member.Type))
            {
                continue;
            }

            string at = $"{path}.{member.Name}";
            object? value = one.Key < before.Length ? before[one.Key] : null;
            string? loss = value is not null || one.Type.IsNullable ? Value(one.Type, member.Type, value, after[member.Key], at)
                : DefaultOf(one) is { } absent && IsKept(one.Type, member.Type) ? Payloads.Same(absent, after[member.Key], at)
                : null;
            if (loss is not null)
            {
                return loss;
            }
        }

        return null;
    }

    /// <summary>Whether a value of the older type becomes one of the newer by a rule: otherwise its author gives all of it.</summary>
    private bool GoesOver(TypeShape was, TypeShape @is) => (@is.IsNullable || !was.IsNullable) && (was.Form, @is.Form) switch
    {
        (TypeForm.Named, _) or (_, TypeForm.Named) => (Find(old, was), Find(now, @is)) switch
        {
            (PartShape, PartShape) or (UnionShape, UnionShape) => true,
            (EnumShape one, EnumShape other) => Fits(one.Underlying, other.Underlying),
            (EnumShape one, null) => Fits(one.Underlying, @is.Name),
            (null, EnumShape other) => was.Form == TypeForm.Scalar && Fits(was.Name, other.Underlying),
            _ => false,
        },
        (TypeForm.Scalar, TypeForm.Scalar) => Fits(was.Name, @is.Name),
        (TypeForm.Set, TypeForm.List) => GoesOver(was.Arguments[0], @is.Arguments[0]),
        _ => was.Form == @is.Form && was.Name == @is.Name && was.Rank == @is.Rank && was.Arguments.Count == @is.Arguments.Count
            && was.Arguments.Zip(@is.Arguments, GoesOver).All(over => over),
    };

    private static NamedShape? Find(SchemaShape shape, TypeShape type) => type.Form == TypeForm.Named ? shape.Find(type.Name) : null;

    private static bool Fits(string from, string to) => from == to || Scalars.Widens(from, to);

    /// <summary>The default of a number or a text, as it is stored; <see langword="null"/> for others.</summary>
    private static object? DefaultOf(MemberShape member) => member.Type is { Form: TypeForm.Scalar, Name: "string" } ? member.Default?.Trim('"')
        : member.Type is { Form: TypeForm.Scalar, Name: "int" or "long" or "short" or "byte" or "double" or "float" or "uint" }
            ? double.Parse(member.Default ?? "0", System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private string? Value(TypeShape was, TypeShape @is, object? before, object? after, string path)
    {
        if (before is null)
        {
            return IsKept(was, @is) && after is not null ? $"{path}: nil became {after}" : null;
        }

        switch (was.Form, @is.Form)
        {
            case (TypeForm.Scalar, TypeForm.Scalar):
                return IsKept(was, @is) ? Payloads.Same(before, after, path) : null;
            case (TypeForm.Formatter, TypeForm.Formatter):
                return was.Name == @is.Name ? Payloads.Same(before, after, path) : null;
            case (TypeForm.Map, TypeForm.Map):
                var map = (Dictionary<object, object?>)before;
                var other = (Dictionary<object, object?>)after!;
                return map.Select(pair => Value(was.Arguments[1], @is.Arguments[1], pair.Value, other[pair.Key], $"{path}[{pair.Key}]")).FirstOrDefault(loss => loss is not null);
            case (TypeForm.List or TypeForm.Set or TypeForm.Tuple or TypeForm.Grid, _) when was.Form == @is.Form || (was.Form == TypeForm.Set && @is.Form == TypeForm.List):
                var items = (object?[])before;
                return items.Select((item, i) => Value(Element(was, i), Element(@is, i), item, ((object?[])after!)[i], $"{path}[{i}]")).FirstOrDefault(loss => loss is not null);
            case (TypeForm.Named, TypeForm.Named):
                return Named(old.Find(was.Name)!, now.Find(@is.Name)!, before, after, path);
            default:
                return null;
        }
    }

    /// <summary>Whether a scalar goes on: what no longer fits, or may no longer be null, is asked for as a whole.</summary>
    private static bool IsKept(TypeShape was, TypeShape @is) =>
        was.Form == TypeForm.Scalar && (was.Name == @is.Name || Scalars.Widens(was.Name, @is.Name)) && (@is.IsNullable || !was.IsNullable);

    private static TypeShape Element(TypeShape type, int index) => type.Form switch
    {
        TypeForm.Tuple => type.Arguments[index],
        TypeForm.Grid => index < type.Rank ? TypeShape.Scalar("int") : TypeShape.Of(TypeForm.List, type.Arguments[0]),
        _ => type.Arguments[0],
    };

    private string? Named(NamedShape was, NamedShape @is, object? before, object? after, string path)
    {
        switch (was, @is)
        {
            case (PartShape one, PartShape other):
                return Members(one.Members, other.Members, (object?[])before!, (object?[])after!, path);
            case (UnionShape one, UnionShape other):
                var union = (object?[])before!;
                CaseShape? old = one.Cases.FirstOrDefault(@case => Equals(Payloads.Number(union[0]), (double)@case.Tag));
                CaseShape? now = other.Cases.FirstOrDefault(@case => @case.Tag == old?.Tag);
                var made = (object?[])after!;
                return old is null ? Payloads.Same(before, after, path)
                    : now is null ? null
                    : Payloads.Same(union[0], made[0], path) ?? Members(old.Members, now.Members, (object?[])union[1]!, (object?[])made[1]!, $"{path}.{now.Name}");
            case (EnumShape one, EnumShape other):
                bool isGone = one.Values.Any(value => Equals((double)value.Number, Payloads.Number(before))) && !other.Values.Any(value => Equals((double)value.Number, Payloads.Number(before)));
                return isGone ? null : Payloads.Same(before, after, path);
            default:
                return null;
        }
    }
}
