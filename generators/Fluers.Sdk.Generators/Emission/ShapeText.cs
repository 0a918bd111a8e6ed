using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>The C# of the table that turns keys and tags into names, for messages.</summary>
internal static class ShapeText
{
    public static void Emit(SourceWriter source, TypeModel type, IReadOnlyList<CaseModel> cases)
    {
        string kind = type.Union is null ? "Object" : "Union";
        string[] rows = type.Object is { } members
            ? [.. members.Members.Select(member => Row(member.Key, ObjectEmitter.NameOf(member), Of(member.Value)))]
            : [.. cases.Select(@case => Row(@case.Tag, @case.Name, $"{@case.Formatter}.Instance.Shape"))];
        source.Line("/// <inheritdoc/>");
        source.Line($"public override {Names.Shape} Shape {{ get; }} = {Names.Shape}.{kind}({(rows.Length == 0 ? ");" : "")}");
        if (rows.Length > 0)
        {
            source.Indented(string.Join(",\n", rows) + ");");
        }
    }

    private static string Row(int number, string name, string? shape) => $"({number}, \"{name}\", {Lambda(shape)})";

    private static string Lambda(string? shape) => shape is null ? "null" : $"static () => {shape}";

    private static string? Of(ValueModel value) => value.Kind switch
    {
        ValueKind.Generated => $"{value.Via}.Instance.Shape",
        ValueKind.Sequence => $"{Names.Shape}.Sequence({Lambda(Of(value.Element!))})",
        ValueKind.Map => $"{Names.Shape}.Map({Lambda(Of(value.Element!))})",
        ValueKind.Grid => $"{Names.Shape}.Sequence({Lambda($"{Names.Shape}.Sequence({Lambda(Of(value.Element!))})")})",
        ValueKind.Tuple => $"{Names.Shape}.Object({string.Join(", ", value.Parts.Select((part, i) => Row(i, part.Name, Of(part.Value))))})",
        _ => null,
    };
}
