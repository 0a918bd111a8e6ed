using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>The C# of the table that turns keys and tags into names, for messages.</summary>
internal static class ShapeText
{
    public static void Emit(SourceWriter source, TypeModel type, IReadOnlyList<CaseModel> cases)
    {
        string kind = type.Union is null ? "Object" : "Union";
        string[] rows = type.Object is { } members
            ? [.. members.Members.Select(member => Row(member.Key, ObjectEmitter.NameOf(member), Of(member.Value, member.Methods)))]
            : [.. cases.Select(@case => Row(@case.Tag, @case.Name, $"static () => {@case.Formatter}.Instance.Shape"))];
        source.Line("/// <inheritdoc/>");
        source.Line($"public override {Names.Shape} Shape {{ get; }} = {Names.Shape}.{kind}({(rows.Length == 0 ? ");" : "")}");
        if (rows.Length > 0)
        {
            source.Indented(string.Join(",\n", rows) + ");");
        }
    }

    /// <summary>What gives the shape of a value, as C#; <c>null</c> for one that nothing is inside of.</summary>
    public static string Of(ValueModel value, string name) => value.Kind switch
    {
        ValueKind.Parameter => $"{value.Via}.Shape",
        ValueKind.Generated => $"static () => {ValueText.FormatterOf(value, name)}.Instance.Shape",
        ValueKind.Sequence => $"static () => {Names.Shape}.Sequence({Of(value.Element!, name + ValueModel.ItemSuffix)})",
        ValueKind.Map => $"static () => {Names.Shape}.Map({Of(value.Element!, name + ValueModel.MapValueSuffix)})",
        ValueKind.Grid => $"static () => {Names.Shape}.Sequence(static () => {Names.Shape}.Sequence({Of(value.Element!, name + ValueModel.ItemSuffix)}))",
        ValueKind.Tuple => $"static () => {Names.Shape}.Object({string.Join(", ", value.Parts.Select((part, i) => Row(i, part.Name, Of(part.Value, name + part.Name))))})",
        _ => "null",
    };

    private static string Row(int number, string name, string shape) => $"({number}, \"{name}\", {shape})";
}
