using System.Text.Json;

namespace Fluers.Sdk;

/// <summary>Compares JSON values, of which some may be <c>default</c>.</summary>
internal static class JsonText
{
    public static bool AreEqual(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.Undefined || right.ValueKind == JsonValueKind.Undefined
            ? left.ValueKind == right.ValueKind
            : JsonElement.DeepEquals(left, right);
}
