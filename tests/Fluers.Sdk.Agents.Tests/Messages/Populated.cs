using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Messages;

/// <summary>
/// Objects of Microsoft.Extensions.AI in which nothing is at its default. A property of a type that is not known here is a failure: a new version of the
/// package has it, and somebody has to see to it that it is stored.
/// </summary>
internal static class Populated
{
    /// <summary>What cannot outlive its process.</summary>
    private static readonly string[] NotStored = ["RawRepresentation", "Exception"];

    public static readonly JsonElement Digits = JsonElement.Parse("12345678901234567890.123000");

    /// <summary>All types of a hierarchy that the package has, the root of it included.</summary>
    public static IEnumerable<Type> TypesOf(Type root) => typeof(AIContent).Assembly.GetTypes().Where(root.IsAssignableFrom).OrderBy(type => type.Name, StringComparer.Ordinal);

    public static object Create(Type type)
    {
        object value = Construct(type);
        foreach (PropertyInfo property in PropertiesOf(type).Where(property => property.SetMethod is { IsPublic: true }))
        {
            property.SetValue(value, ValueFor(property.PropertyType, property.Name, property.GetValue(value)));
        }

        return value;
    }

    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0 && !NotStored.Contains(property.Name));

    private static object Construct(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(candidate => candidate.IsPublic || candidate.IsFamily)
            .OrderByDescending(candidate => candidate.GetParameters().Length == 0)
            .ThenByDescending(candidate => candidate.GetParameters().Any(parameter => parameter.ParameterType == typeof(ReadOnlyMemory<byte>)))
            .ThenByDescending(candidate => candidate.GetParameters().All(parameter => parameter.ParameterType != typeof(string) || parameter.Name != "uri"))
            .ThenByDescending(candidate => candidate.GetParameters().Length)
            .First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => ValueFor(parameter.ParameterType, parameter.Name!, null))]);
    }

    private static object? ValueFor(Type type, string name, object? current) => type switch
    {
        _ when type == typeof(string) && name.Equals("mediaType", StringComparison.OrdinalIgnoreCase) => "image/png",
        _ when type == typeof(string) => $"some {name} with \"quotes\", ü and 📦",
        _ when type == typeof(bool) => current is not true,
        _ when type == typeof(int?) => 7,
        _ when type == typeof(long?) => 9_007_199_254_740_993,
        _ when type == typeof(DateTimeOffset?) => new DateTimeOffset(2026, 2, 28, 23, 59, 58, 123, TimeSpan.FromHours(5.5)).AddTicks(4567),
        _ when type == typeof(Uri) => new Uri("https://example.org/a%20b?c=ü#d"),
        _ when type == typeof(ReadOnlyMemory<byte>) => (ReadOnlyMemory<byte>)new byte[] { 0, 1, 254, 255 },
        _ when type == typeof(ChatRole) || type == typeof(ChatRole?) => new ChatRole("some role"),
        _ when type == typeof(ChatFinishReason?) => new ChatFinishReason("some reason"),
        _ when type == typeof(object) => Digits,
        _ when type == typeof(IList<string>) => new List<string> { "one", "two" },
        _ when type == typeof(IList<AIContent>) => new List<AIContent> { new TextContent("inside"), new DataContent(new byte[] { 9 }, "image/png"), new FunctionResultContent("c", Digits) },
        _ when type == typeof(IList<ChatMessage>) => new List<ChatMessage> { (ChatMessage)Create(typeof(ChatMessage)) },
        _ when type == typeof(IDictionary<string, object?>) => Values(),
        _ when type == typeof(AdditionalPropertiesDictionary) => new AdditionalPropertiesDictionary(Values()),
        _ when type == typeof(AdditionalPropertiesDictionary<long>) => new AdditionalPropertiesDictionary<long> { ["b"] = long.MaxValue, ["a"] = -1 },
        _ when type == typeof(IList<AIAnnotation>) => TypesOf(typeof(AIAnnotation)).Select(Create).Cast<AIAnnotation>().ToList(),
        _ when type == typeof(IList<AnnotatedRegion>) => TypesOf(typeof(AnnotatedRegion)).Select(Create).Cast<AnnotatedRegion>().ToList(),
        _ when type == typeof(UsageDetails) => Create(typeof(UsageDetails)),
        _ when type == typeof(ToolCallContent) => Create(typeof(FunctionCallContent)),
        _ when type == typeof(ResponseContinuationToken) => null,   // of a response that is still under way, which no session has
        _ => throw new NotSupportedException($"'{name}' is a {type}: see to it that it is stored, then say here how a value of it looks."),
    };

    private static Dictionary<string, object?> Values() => new()
    {
        ["z"] = Digits,
        ["a"] = "text",
        ["n"] = null,
        ["o"] = JsonElement.Parse("""{"y":[1.50,-0.0,1e400],"x":{"deep":true}}"""),
        ["d"] = 12.50m,
        ["l"] = long.MinValue,
        ["t"] = TimeSpan.FromSeconds(1.5),
    };
}
