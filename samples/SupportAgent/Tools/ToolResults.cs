using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupportAgent;

/// <summary>What tools answer: JSON, as the model reads it.</summary>
internal static class ToolResults
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // "é" and "'" as they are; this JSON is never part of a web page
    };

    /// <summary>The result of a call that a process left open when it died.</summary>
    public static JsonElement OutcomeUnknown { get; } = Json(new
    {
        outcome = "unknown",
        note = "The process stopped before this call was answered. It may or may not have done its work. Look before you call it again.",
    });

    /// <summary>A value as JSON.</summary>
    public static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    /// <summary>The result of a call that was refused.</summary>
    public static JsonElement Error(string words) => Json(new { error = words });
}
