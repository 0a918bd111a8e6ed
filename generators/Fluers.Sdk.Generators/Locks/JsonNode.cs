namespace Fluers.Sdk.Generators.Locks;

/// <summary>A value of a JSON document, with the line on which it begins.</summary>
/// <param name="Line">Counted from 1.</param>
internal abstract record JsonNode(int Line);

internal sealed record JsonObject(IReadOnlyList<(string Name, JsonNode Value)> Members, int Line) : JsonNode(Line)
{
    public JsonNode? this[string name] => Members.FirstOrDefault(member => member.Name == name).Value;
}

internal sealed record JsonArray(IReadOnlyList<JsonNode> Items, int Line) : JsonNode(Line);

/// <summary>A string, or a word that is none: a number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
internal sealed record JsonText(string Text, bool IsString, int Line) : JsonNode(Line);
