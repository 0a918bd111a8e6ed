using Fluers.Sdk.Generators.History;

namespace Fluers.Sdk.Generators.Model;

/// <summary>What the whole assembly needs to know of each type, and no more: an edit inside a type changes none of it.</summary>
/// <param name="MetadataName">The metadata name.</param>
/// <param name="FullName">The full name as C#.</param>
/// <param name="Formatter">The full name of the formatter.</param>
/// <param name="Case">The union that the type is a case of.</param>
/// <param name="Listed">The cases that the type lists.</param>
internal sealed record TypeRow(string MetadataName, string FullName, string Formatter, CaseModel? Case, EquatableArray<CaseModel> Listed)
{
    public static TypeRow Of(TypeModel type) => new(type.MetadataName, type.FullName, $"{type.FullName}.{type.Formatter}", type.Case, type.Union?.Listed ?? default);
}

/// <summary>What the resolver of the assembly is called.</summary>
internal sealed record ResolverName(string Namespace, string Class);

/// <summary>The types of the assembly, ordered by metadata name.</summary>
internal sealed record AssemblyModel(EquatableArray<TypeRow> Types)
{
    /// <summary>The name of the file with the resolver; no type's name has a hyphen.</summary>
    public const string ResolverHintName = "Assembly-SessionFormatterResolver.g.cs";

    public static AssemblyModel Of(IEnumerable<TypeRow> types) =>
        new(types.GroupBy(type => type.MetadataName, StringComparer.Ordinal)
            .Where(same => same.Count() == 1)   // the compiler refuses two types of one name, and two files of one name would stop all others
            .Select(same => same.Single())
            .OrderBy(type => type.MetadataName, StringComparer.Ordinal)
            .ToEquatableArray());

    /// <summary>The cases of a union, ordered by tag.</summary>
    public EquatableArray<CaseModel> CasesOf(TypeModel union) => union.Union is null
        ? default
        : (union.Union.IsDeclared ? union.Union.Listed : Types.Select(type => type.Case).OfType<CaseModel>().Where(@case => @case.Union == union.FullName))
            .GroupBy(@case => @case.Tag)
            .Select(group => group.First())   // a tag given twice is an error already
            .OrderBy(@case => @case.Tag)
            .ToEquatableArray();

    /// <summary>The metadata names of the cases that have a tag which another case of their union has too.</summary>
    public IEnumerable<string> TagsGivenTwice
    {
        get
        {
            HashSet<string> names =
            [
                .. Types.SelectMany(type => type.Case is null ? type.Listed : type.Listed.Append(type.Case))
                    .GroupBy(@case => (@case.Union, @case.Tag))
                    .Where(same => same.Skip(1).Any())
                    .SelectMany(same => same.Select(@case => @case.FullName)),
            ];
            return names.Count == 0 ? [] : Types.Where(type => names.Contains(type.FullName)).Select(type => type.MetadataName);
        }
    }

    public bool Has(TypeModel type) => Types.Any(row => row.MetadataName == type.MetadataName);
}

/// <summary>One generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Type">The type.</param>
/// <param name="Cases">For a union: its cases.</param>
/// <param name="History">For a schema: its older versions; <see langword="null"/> where there are none.</param>
/// <param name="IsDraft">For a schema: whether its version is not published.</param>
internal sealed record OutputModel(string HintName, TypeModel Type, EquatableArray<CaseModel> Cases, HistoryLink? History, bool IsDraft)
{
    public static OutputModel Of(TypeModel type, AssemblyModel assembly, PastOfAssembly past) => new(
        HintNames.Of(type.MetadataName, assembly.Types.Select(row => row.MetadataName)),
        RetiredModel.Of(Harmless(type, past), past.Retired),
        assembly.CasesOf(type),
        type.Schema is null ? null : past.Histories.FirstOrDefault(history => history.FullName == type.FullName),
        past.Drafts.Contains(type.FullName));

    /// <summary>What would harm stored sessions is not printed, whatever becomes of its error.</summary>
    private static TypeModel Harmless(TypeModel type, PastOfAssembly past) =>
        type is { Schema: not null, Outline: null } && past.Faults.FirstOrDefault(fault => fault.FullName == type.FullName)?.Harm is { } harm
            ? type with { Outline = new OutlineModel(harm, type.Log is { } log ? new[] { log }.ToEquatableArray() : default) }
            : type;
}
