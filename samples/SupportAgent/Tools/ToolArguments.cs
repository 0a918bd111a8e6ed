using System.Text.Json;
using Shop;

namespace SupportAgent;

/// <summary>
/// The arguments of a call. A model may send anything; what a tool cannot use is refused in words that tell the model how
/// to do better.
/// </summary>
internal readonly struct ToolArguments(JsonElement json)
{
    /// <summary>A text that must be there.</summary>
    public string Text(string name, string example) =>
        Member(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value
            ? value
            : throw Wrong(name, $"a text such as \"{example}\"");

    /// <summary>A number that must be there.</summary>
    public decimal Number(string name, string example) =>
        Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out decimal value)
            ? value
            : throw Wrong(name, $"a number such as {example}");

    private JsonElement? Member(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement member) ? member : null;

    private ToolRefusedException Wrong(string name, string expected)
    {
        string found = json.ValueKind != JsonValueKind.Object ? "the arguments were no JSON object"
            : Member(name) is { } member ? $"it was {member.GetRawText()}"
            : "it was missing";
        return new ToolRefusedException($"{name} must be {expected}; {found}. Nothing was done; call again with the right arguments.");
    }
}
