using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Judging;

// The types of what stands at one place.
internal sealed partial class Judge
{
    private void CompareTypes(TypeShape was, TypeShape @is, Place at)
    {
        int first = _findings.Count;
        CompareForms(was, @is, at);

        // A value that the hop must give anew is one finding: that it may be null now, or no longer, adds nothing.
        if (was.IsNullable != @is.IsNullable && !_findings.Skip(first).Any(finding => finding.Place == at && finding.Rule.IsGap))
        {
            _findings.Insert(first, new Finding(was.IsNullable ? Change.BecameNonNullable : Change.BecameNullable, at, was.ToString(), @is.ToString()));
        }
    }

    /// <summary>The types, null left aside.</summary>
    private void CompareForms(TypeShape was, TypeShape @is, Place at)
    {
        if (was.Form == TypeForm.Named || @is.Form == TypeForm.Named)
        {
            CompareNamed(was, @is, at);
        }
        else if (was.Form == @is.Form && was.Rank == @is.Rank && was.Name == @is.Name && was.Arguments.Count == @is.Arguments.Count)
        {
            CompareArguments(was, @is, at);
        }
        else
        {
            Add(ChangeOf(was, @is), at, was.ToString(), @is.ToString());
            if (was.Form is TypeForm.List or TypeForm.Set && @is.Form is TypeForm.List or TypeForm.Set)
            {
                CompareArguments(was, @is, at);
            }
        }
    }

    private void CompareArguments(TypeShape was, TypeShape @is, Place at)
    {
        for (int i = 0; i < was.Arguments.Count; i++)
        {
            string suffix = was.Form switch
            {
                TypeForm.Tuple => $".Item{i + 1}",
                TypeForm.Map when i == 0 => "[key]",
                _ => "[]",
            };
            CompareTypes(was.Arguments[i], @is.Arguments[i], at.Inside(suffix));
        }
    }

    private void CompareNamed(TypeShape was, TypeShape @is, Place at)
    {
        NamedShape? old = was.Form == TypeForm.Named ? _old.Find(was.Name) : null;
        NamedShape? now = @is.Form == TypeForm.Named ? _now.Find(@is.Name) : null;
        if (old is not null && now is not null && old.GetType() == now.GetType() && !_visited.Add((old.Name, now.Name)))
        {
            return;
        }

        switch (old, now)
        {
            case (not null, not null):
                CompareShapes(old, now, at);
                break;
            case (EnumShape one, null) when @is.Form == TypeForm.Scalar:
                Add(ChangeOfNumber(one, @is.Name), at, $"{was} ({one.Underlying})", @is.ToString());
                break;
            case (null, EnumShape other) when was.Form == TypeForm.Scalar:
                Add(ChangeOfNumber(was.Name, other), at, was.ToString(), $"{@is} ({other.Underlying})");
                break;
            default:
                Add(ChangeOf(was, @is), at, was.ToString(), @is.ToString());
                break;
        }
    }

    private void CompareShapes(NamedShape old, NamedShape now, Place at)
    {
        switch (old, now)
        {
            case (PartShape one, PartShape other):
                if (one.IsValueType != other.IsValueType)
                {
                    Add(Change.KindChanged, at, old.Kind, now.Kind);
                }

                CompareMembers(one.Members, other.Members, other.Name, null, at);
                break;
            case (UnionShape one, UnionShape other):
                CompareCases(one, other, at);
                break;
            case (EnumShape one, EnumShape other):
                CompareEnums(one, other, at);
                break;
            default:
                Add(Change.TypeChanged, at, old.Kind, now.Kind);
                break;
        }
    }

    /// <summary>Whether a value of the one is a value of the other, whatever changed inside it, so that its default is one too.</summary>
    private bool KeepsValue(TypeShape was, TypeShape @is) => (@is.IsNullable || !was.IsNullable) && (NumberOf(_old, was), NumberOf(_now, @is)) switch
    {
        ({ } one, { } other) => one == other || Scalars.Widens(one, other),
        (null, null) when was.Form == TypeForm.Named && @is.Form == TypeForm.Named => _old.Find(was.Name)?.GetType() == _now.Find(@is.Name)?.GetType(),
        (null, null) => was.Form == @is.Form || (was.Form, @is.Form) is (TypeForm.Set, TypeForm.List),
        _ => false,
    };

    /// <summary>The scalar that is stored, be it under the names of an enum.</summary>
    private static string? NumberOf(SchemaShape shape, TypeShape type) => type.Form switch
    {
        TypeForm.Scalar => type.Name,
        TypeForm.Named => (shape.Find(type.Name) as EnumShape)?.Underlying,
        _ => null,
    };

    private static Change ChangeOf(TypeShape was, TypeShape @is) => (was.Form, @is.Form) switch
    {
        (TypeForm.Formatter, TypeForm.Formatter) => Change.FormatterReplaced,
        (TypeForm.Scalar, TypeForm.Scalar) => ChangeOfScalar(was.Name, @is.Name),
        (TypeForm.List, TypeForm.Set) => Change.SequenceToSet,
        (TypeForm.Set, TypeForm.List) => Change.SetToSequence,
        _ when IsBytes(was) && IsCollection(@is) || IsCollection(was) && IsBytes(@is) => Change.TypeChanged,
        _ when IsCollection(was) || IsCollection(@is) => Change.CollectionChanged,
        _ => Change.TypeChanged,
    };

    private static Change ChangeOfScalar(string was, string @is) =>
        Scalars.Widens(was, @is) ? Change.Widened
        : Scalars.IsNumber(was) && Scalars.IsNumber(@is) ? Change.Narrowed
        : Change.TypeChanged;

    private static bool IsBytes(TypeShape type) => type is { Form: TypeForm.Scalar, Name: Scalars.Bytes };

    private static bool IsCollection(TypeShape type) => type.Form is TypeForm.List or TypeForm.Set or TypeForm.Map or TypeForm.Grid;
}
