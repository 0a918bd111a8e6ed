using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fluers.Sdk.Generators.Tests.RoundTrips;

/// <summary>Tells what a value consists of, so that values compare whose types do not.</summary>
internal static class Graph
{
    public static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.Undefined } => "undefined",
        JsonElement json => json.GetRawText(),
        JsonNode json => json.ToJsonString(),
        Uri uri => uri.OriginalString,
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        Half number => number.ToString("R", CultureInfo.InvariantCulture),
        Memory<byte> bytes => Convert.ToHexString(bytes.Span),
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        byte[] bytes => Convert.ToHexString(bytes),
        IDictionary map => $"{{{string.Join(", ", map.Cast<object>().Select(Describe).Order(StringComparer.Ordinal))}}}",
        Array { Rank: > 1 } grid => $"{string.Join("x", Enumerable.Range(0, grid.Rank).Select(grid.GetLength))}[{string.Join(", ", grid.Cast<object?>().Select(Describe))}]",
        IEnumerable set when set.GetType().GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlySet<>)) =>
            $"{{{string.Join(", ", set.Cast<object?>().Select(Describe).Order(StringComparer.Ordinal))}}}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Describe))}]",
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Describe(tuple[i])))})",
        IConvertible or Guid or TimeSpan or IFormattable or Version => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        _ => $"{value.GetType().Name} {{{string.Join(", ", Members(value))}}}",
    };

    private static IEnumerable<string> Members(object value) => Declared.Members(value.GetType())
        .OrderBy(member => member.Name, StringComparer.Ordinal)
        .Select(member => $"{member.Name} = {Describe(member is PropertyInfo property ? property.GetValue(value) : ((FieldInfo)member).GetValue(value))}");
}
