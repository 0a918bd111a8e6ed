using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>
/// Makes models of the types of one version, as the parser does of types that someone wrote: so the emitter of formatters prints
/// theirs as well. A snapshot is read-only and made by its constructor, which takes every member.
/// </summary>
/// <param name="shape">The shape.</param>
/// <param name="names">What its types are called.</param>
/// <param name="values">What its members are.</param>
internal sealed class SnapshotModels(SchemaShape shape, SnapshotNames names, SnapshotValues values)
{
    /// <summary>The types, the schema's own first.</summary>
    public IEnumerable<SnapshotModel> All => shape.Types.Prepend(shape.Root).Select(Of);

    private SnapshotModel Of(NamedShape type) => type switch
    {
        PartShape part => new SnapshotModel(Part(part), null, default),
        UnionShape union => new SnapshotModel(Union(union), null, union.Cases.Where(@case => !@case.IsRetired).Select(@case => Case(union, @case)).ToEquatableArray()),
        _ => new SnapshotModel(null, (EnumShape)type with { Name = names.TypeName(type.Name) }, default),
    };

    private TypeModel Part(PartShape part)
    {
        string name = names.TypeName(part.Name);
        ObjectModel members = Object(part.Members, name);
        string kind = part.IsValueType ? "public readonly partial record struct" : "public sealed partial record";
        if (HoldsNothingElse(part))
        {
            members = members with { Members = members.Members.Select(member => member with { InInitializer = true }).ToEquatableArray(), Constructor = default };
        }

        string parameters = members.Constructor.Count == 0 ? "" : Parameters(members);
        return Type(name, names.FullName(part.Name), $"{kind} {name}{parameters}", part.IsValueType) with { Object = members };
    }

    /// <summary>
    /// Whether all that a type holds is one of its own: a constructor that takes that would be the one that copies, so an initializer
    /// sets it.
    /// </summary>
    public static bool HoldsNothingElse(NamedShape type) =>
        type is PartShape { IsValueType: false } part
        && part.Members.Where(member => !member.IsRetired).ToArray() is [{ Type: { Form: TypeForm.Named } held }]
        && held.Name == part.Name;

    private TypeModel Union(UnionShape union)
    {
        string name = names.TypeName(union.Name);
        return Type(name, names.FullName(union.Name), $"public abstract partial record {name}", isValueType: false) with
        {
            IsSealed = false,
            Union = new UnionModel(IsInterface: false, SelfFormatter: null, RequiredMembers: default),
        };
    }

    private TypeModel Case(UnionShape union, CaseShape @case)
    {
        string name = names.CaseName(union.Name, @case.Name);
        string fullName = names.FullCaseName(union.Name, @case.Name);
        ObjectModel members = Object(@case.Members, name);
        return Type(name, fullName, $"public sealed partial record {name}{Parameters(members)} : {names.FullName(union.Name)}", isValueType: false) with
        {
            Object = members,
            Case = new CaseModel(names.FullName(union.Name), @case.Tag, name.TrimStart('@'), fullName, $"{fullName}.SessionFormatter"),
        };
    }

    private static TypeModel Type(string name, string fullName, string declaration, bool isValueType) => new()
    {
        MetadataName = fullName,
        Namespace = "",
        Declarations = [declaration],
        Name = name,
        FullName = fullName,
        Formatter = "SessionFormatter",
        IsValueType = isValueType,
        IsRecord = true,
        IsSealed = true,
    };

    private ObjectModel Object(EquatableArray<MemberShape> members, string typeName)
    {
        var free = new FreeNames();
        MemberModel[] models = [.. members.Where(member => !member.IsRetired).Select(member => Member(member, typeName, free))];
        return new ObjectModel
        {
            Members = models.ToEquatableArray(),
            Constructor = models.Select(member => new ArgumentModel(member.Name, member.Name)).ToEquatableArray(),
            UnknownMembers = "UnknownMembers",
            UnknownMembersAccess = "internal",
            StatesLayout = false,
        };
    }

    private MemberModel Member(MemberShape member, string typeName, FreeNames free)
    {
        ValueModel value = values.Of(SnapshotDefaults.TypeOf(member));
        string name = SnapshotNames.MemberName(member, typeName);
        string plain = name.TrimStart('@');
        return new MemberModel
        {
            Key = member.Key,
            Name = name,
            Local = free.Local(char.ToLowerInvariant(plain[0]) + plain.Substring(1)),
            Presence = null,
            Methods = free.Methods(plain, value),
            Value = value,
            IsRequired = member.IsRequired,
            Default = member.IsRequired ? null : SnapshotDefaults.Of(member, value),
            RecordedDefault = member.Default,
            InInitializer = false,
        };
    }

    private static string Parameters(ObjectModel members) =>
        members.Members.Count == 0 ? "" : $"({string.Join(", ", members.Members.Select(member => $"{member.Value.Type} {member.Name}"))})";
}

/// <summary>A type of a snapshot.</summary>
/// <param name="Type">The part or the union.</param>
/// <param name="Enum">The enum, for what is one.</param>
/// <param name="Cases">The cases of the union.</param>
internal sealed record SnapshotModel(TypeModel? Type, EnumShape? Enum, EquatableArray<TypeModel> Cases);
