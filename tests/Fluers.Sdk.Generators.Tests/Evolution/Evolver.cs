using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>Changes a shape as a developer might.</summary>
internal sealed class Evolver(Random random, RandomShape shapes)
{
    /// <summary>The changes that code alone can make: a number is retired by the lock.</summary>
    public static IReadOnlyList<Change> Changes { get; } = [.. Enum.GetValues<Change>().Except([Change.EnumNumberReused])];

    /// <summary>The shape with one change of a kind somewhere in it; <see langword="null"/> where it has no place for it.</summary>
    public SchemaShape? Apply(SchemaShape shape, Change change) => change switch
    {
        Change.EnumValueAdded or Change.EnumValueRemoved or Change.EnumValueRenamed or Change.EnumValueRenumbered =>
            OnType<EnumShape>(shape, numbers => Edit(numbers, change)),
        Change.CaseAdded or Change.CaseRemoved or Change.CaseRenamed or Change.TagMoved or Change.TagReused =>
            OnType<UnionShape>(shape, union => Edit(union, change)),
        Change.LogAdded => shape.Log is null ? shape with { Log = "entry" } : null,
        Change.LogRemoved => shape.Log is null ? null : shape with { Log = null },
        Change.LogReplaced => shape.Log is null ? null : shape with { Log = shape.Log == "entry" ? "other" : "entry" },
        Change.KindChanged => OnType<PartShape>(shape, part => part with { IsValueType = !part.IsValueType }),
        _ => OnMembers(shape, members => Edit(members, change, shape)),
    };

    /// <summary>The same shape under other names: a type is called otherwise, or one that several members are of becomes two.</summary>
    public SchemaShape Disguised(SchemaShape shape)
    {
        NamedShape old = shapes.Pick([.. shape.Types]);
        string name = shapes.Name(old.Name.TrimEnd("0123456789".ToCharArray()));
        NamedShape made = old is PartShape part
            ? part with { Name = name, Members = part.Members.Select(member => member with { Type = Renamed(member.Type, old.Name, name) }).ToEquatableArray() }
            : old with { Name = name };
        MemberShape[] users = [.. shape.Root.AllMembers.Where(member => member.Type.NamedTypes.Any(type => type.Name == old.Name))];
        bool splits = users.Length > 1 && random.Next(2) == 0;
        MemberShape moved = shapes.Pick(users);
        var root = (PartShape)shape.Root;
        return shape with
        {
            Root = root with { Members = root.Members.Select(member => splits && member != moved ? member : member with { Type = Renamed(member.Type, old.Name, made.Name) }).ToEquatableArray() },
            Types = shape.Types.Where(type => splits || type != old).Append(made).OrderBy(type => type.Name, StringComparer.Ordinal).ToEquatableArray(),
        };
    }

    /// <summary>The same shape, in which about every second type is called otherwise.</summary>
    public SchemaShape Renamed(SchemaShape shape)
    {
        foreach (NamedShape type in shape.Types.Where(_ => random.Next(2) == 0))
        {
            string name = shapes.Name(type.Name.TrimEnd("0123456789".ToCharArray()));
            shape = shape with
            {
                Root = Renamed(shape.Root, type.Name, name),
                Types = shape.Types.Select(other => Renamed(other, type.Name, name) with { Name = other.Name == type.Name ? name : other.Name }).OrderBy(other => other.Name, StringComparer.Ordinal).ToEquatableArray(),
            };
        }

        return shape;
    }

    private static NamedShape Renamed(NamedShape type, string old, string made) => type switch
    {
        PartShape part => part with { Members = Renamed(part.Members, old, made) },
        UnionShape union => union with { Cases = union.Cases.Select(@case => @case with { Members = Renamed(@case.Members, old, made) }).ToEquatableArray() },
        _ => type,
    };

    private static EquatableArray<MemberShape> Renamed(EquatableArray<MemberShape> members, string old, string made) =>
        members.Select(member => member with { Type = Renamed(member.Type, old, made) }).ToEquatableArray();

    private static TypeShape Renamed(TypeShape type, string old, string made) => type with
    {
        Name = type.Form == TypeForm.Named && type.Name == old ? made : type.Name,
        Arguments = type.Arguments.Select(argument => Renamed(argument, old, made)).ToEquatableArray(),
    };

    private SchemaShape? OnType<T>(SchemaShape shape, Func<T, T?> edit)
        where T : NamedShape
    {
        T[] types = [.. shape.Types.OfType<T>()];
        if (types.Length == 0)
        {
            return null;
        }

        T old = shapes.Pick(types);
        return edit(old) is { } edited
            ? shape with { Types = shape.Types.Select(type => type == old ? edited : type).ToEquatableArray() }
            : null;
    }

    /// <summary>Edits the members of the schema, of one of its parts or of a case.</summary>
    private SchemaShape? OnMembers(SchemaShape shape, Func<EquatableArray<MemberShape>, EquatableArray<MemberShape>?> edit)
    {
        switch (random.Next(4))
        {
            case 0:
                return OnType<PartShape>(shape, part => edit(part.Members) is { } members ? part with { Members = members } : null);
            case 1:
                return OnType<UnionShape>(shape, union =>
                {
                    CaseShape old = shapes.Pick([.. union.Cases]);
                    return edit(old.Members) is { } members
                        ? union with { Cases = union.Cases.Select(@case => @case == old ? old with { Members = members } : @case).ToEquatableArray() }
                        : null;
                });
            default:
                var root = (PartShape)shape.Root;
                return edit(root.Members) is { } own ? shape with { Root = root with { Members = own } } : null;
        }
    }

    private EquatableArray<MemberShape>? Edit(EquatableArray<MemberShape> members, Change change, SchemaShape shape)
    {
        int free = members.Select(member => member.Key).DefaultIfEmpty(-1).Max() + 1 + random.Next(2);
        switch (change)
        {
            case Change.MemberAdded:
                MemberShape added = shapes.Member(free, shapes.Type(depth: 1), shape.Types, required: false);
                return added.IsRequired ? null : With(members, added);
            case Change.RequiredMemberAdded:
                return With(members, shapes.Member(free, shapes.Type(depth: 1), shape.Types, required: true));
        }

        MemberShape? old = Chosen(members, change);
        if (old is null)
        {
            return null;
        }

        TypeShape type = old.Type;
        MemberShape? edited = change switch
        {
            Change.MemberRenamed => old with { Name = shapes.Name("M") },
            Change.MemberMoved => old with { Key = free },
            Change.KeyReused => Retyped(old, type.Name == "guid" ? TypeShape.Scalar("string") : TypeShape.Scalar("guid"), shape) with { Name = shapes.Name("M") },
            Change.Widened => Retyped(old, Scalar(type, Wider(type.Name)), shape),
            Change.Narrowed => Retyped(old, Scalar(type, Narrower(type.Name)), shape),
            Change.TypeChanged => Retyped(old, Scalar(type, type.Name == "guid" ? "string" : "guid"), shape),
            Change.BecameNullable => Retyped(old, type with { IsNullable = true }, shape),
            Change.BecameNonNullable => Retyped(old, type with { IsNullable = false }, shape),
            Change.DefaultLost => old with { Default = shapes.Pick("TimeSpan.FromMinutes(77)", null) },
            Change.FormatterReplaced => old with { Type = TypeShape.Formatter(type.Name == "Formats.Plain" ? "Formats.Boxed" : "Formats.Plain") },
            Change.DefaultChanged => old with { Default = type.Name == "string" ? "\"other\"" : "33" },
            Change.BecameOptional => shapes.Optional(old, shape.Types),
            Change.BecameRequired => old with { IsRequired = true, Default = null },
            Change.SequenceToSet => Retyped(old, type with { Form = TypeForm.Set }, shape),
            Change.SetToSequence => Retyped(old, type with { Form = TypeForm.List }, shape),
            Change.CollectionChanged => Retyped(old, TypeShape.Of(TypeForm.List, type), shape),
            Change.NumberAndEnum => old with { Type = TypeShape.Scalar(((EnumShape)shape.Find(type.Name)!).Underlying) with { IsNullable = type.IsNullable } },
            _ => null,
        };
        EquatableArray<MemberShape> others = members.Where(member => member != old).ToEquatableArray();
        return change is Change.MemberRemoved or Change.RequiredMemberRemoved ? others
            : edited is null || edited == old ? null
            : With(others, edited);
    }

    /// <summary>A member to which a change can happen.</summary>
    private MemberShape? Chosen(EquatableArray<MemberShape> members, Change change)
    {
        MemberShape[] fitting = [.. members.Where(member => member.Name != RandomShape.Touched && change switch
        {
            Change.DefaultLost => Defaults.IsComputed(member),
            Change.FormatterReplaced => member.Type.Form == TypeForm.Formatter,
            Change.MemberRemoved or Change.BecameRequired => !member.IsRequired,
            Change.RequiredMemberRemoved or Change.BecameOptional => member.IsRequired,
            Change.KeyReused => member.Type.Form == TypeForm.Scalar,
            Change.Widened => Wider(member.Type.Name) is not null,
            Change.Narrowed => Narrower(member.Type.Name) is not null,
            Change.TypeChanged => member.Type.Form == TypeForm.Scalar,
            Change.BecameNullable => !member.Type.IsNullable,
            Change.BecameNonNullable => member.Type.IsNullable,
            Change.DefaultChanged => member is { IsRequired: false, Type: { IsNullable: false, Name: "string" or "int" or "long" or "short" or "double" } },
            Change.SequenceToSet => member.Type is { Form: TypeForm.List, Arguments: [{ Form: TypeForm.Scalar, IsNullable: false, Name: "string" or "guid" or "byte" or "short" or "int" or "uint" or "long" }] },
            Change.SetToSequence => member.Type.Form == TypeForm.Set,
            Change.CollectionChanged => member.Type is { Form: TypeForm.Scalar, IsNullable: false, Name: not (Scalars.Bytes or "byte") },
            Change.NumberAndEnum => member.Type.Form == TypeForm.Named && member.Type.Name.StartsWith("Level", StringComparison.Ordinal),
            _ => true,
        })];
        return fitting.Length == 0 ? null : shapes.Pick(fitting);
    }

    private MemberShape Retyped(MemberShape member, TypeShape type, SchemaShape shape) =>
        member.IsRequired ? member with { Type = type } : shapes.Optional(member with { Type = type }, shape.Types);

    private EnumShape? Edit(EnumShape numbers, Change change)
    {
        EnumValueShape old = shapes.Pick([.. numbers.Values]);
        decimal free = numbers.Values[^1].Number + 1;
        return change switch
        {
            Change.EnumValueAdded => Of([.. numbers.Values, new EnumValueShape(free, shapes.Name("Value"))]),
            Change.EnumValueRemoved => Of([.. numbers.Values.Where(value => value != old)]),
            Change.EnumValueRenamed => Of([.. numbers.Values.Select(value => value == old ? old with { Name = shapes.Name("Value") } : value)]),
            Change.EnumValueRenumbered => Of([.. numbers.Values.Where(value => value != old), old with { Number = free }]),
            _ => null,
        };

        EnumShape Of(IEnumerable<EnumValueShape> values) => numbers with { Values = values.OrderBy(value => value.Number).ToEquatableArray() };
    }

    private UnionShape? Edit(UnionShape union, Change change)
    {
        CaseShape old = shapes.Pick([.. union.Cases]);
        int free = union.Cases[^1].Tag + 1;
        return change switch
        {
            Change.CaseAdded => Of([.. union.Cases, new CaseShape(free, shapes.Name("Case"), [shapes.Member(0, shapes.Scalar(), [])])]),
            Change.CaseRemoved => Of([.. union.Cases.Where(@case => @case != old)]),
            Change.CaseRenamed => Of([.. union.Cases.Select(@case => @case == old ? old with { Name = shapes.Name("Case") } : @case)]),
            Change.TagMoved => Of([.. union.Cases.Where(@case => @case != old), old with { Tag = free }]),
            Change.TagReused => Of([.. union.Cases.Select(@case => @case == old ? new CaseShape(old.Tag, shapes.Name("Case"), [shapes.Member(7, shapes.Scalar(), [])]) : @case)]),
            _ => null,
        };

        UnionShape Of(IEnumerable<CaseShape> cases) => union with { Cases = cases.OrderBy(@case => @case.Tag).ToEquatableArray() };
    }

    private static TypeShape Scalar(TypeShape type, string? name) => TypeShape.Scalar(name!) with { IsNullable = type.IsNullable };

    private static string? Wider(string scalar) => scalar switch
    {
        "byte" => "int",
        "short" => "int",
        "int" => "double",
        "uint" => "long",
        "float" => "double",
        _ => null,
    };

    private static string? Narrower(string scalar) => scalar switch
    {
        "int" => "short",
        "long" => "int",
        "uint" => "int",
        "double" => "float",
        "decimal" => "double",
        "short" => "byte",
        _ => null,
    };

    private static EquatableArray<MemberShape> With(EquatableArray<MemberShape> members, MemberShape added) =>
        members.Append(added).OrderBy(member => member.Key).ToEquatableArray();
}
