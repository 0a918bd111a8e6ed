using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Fluers.Sdk.Wire;

/// <summary>Finds text that JSON's writer would replace without a word: surrogates without their other half, and bytes that are no UTF-8.</summary>
internal static class JsonSurrogates
{
    /// <summary>Whether a value that was written holds such text.</summary>
    /// <param name="value">The value.</param>
    /// <param name="written">What was written: only where it holds U+FFFD can anything have been replaced.</param>
    public static bool WereReplaced(JsonNode value, ReadOnlySpan<byte> written) =>
        (written.IndexOf("\uFFFD"u8) >= 0 || written.IndexOf("\\uFFFD"u8) >= 0) && IsAnyAlone(value);

    private static bool IsAnyAlone(JsonNode? node) => node switch
    {
        JsonObject members => members.Any(member => IsAnyAlone(member.Key) || IsAnyAlone(member.Value)),
        JsonArray items => items.Any(IsAnyAlone),
        JsonValue value when value.TryGetValue(out JsonElement parsed) => !Utf8.IsValid(JsonMarshal.GetRawUtf8Value(parsed)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            (value.TryGetValue(out string? text) && IsAnyAlone(text)) || (value.TryGetValue(out char character) && char.IsSurrogate(character)),
        _ => false,
    };

    private static bool IsAnyAlone(string text)
    {
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int length) != System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            rest = rest[length..];
        }

        return false;
    }
}
