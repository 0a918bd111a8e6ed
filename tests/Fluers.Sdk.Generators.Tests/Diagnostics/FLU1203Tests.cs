using Fluers.Sdk.Generators.Diagnostics;
using static Fluers.Sdk.Generators.Tests.Diagnostics.Expected;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class FLU1203Tests
{
    [Theory]
    [InlineData("object", "object", "object")]
    [InlineData("dynamic", "dynamic", "dynamic")]
    [InlineData("Type", "Type", "System.Type")]
    [InlineData("Action", "Action", "System.Action")]
    [InlineData("Func<int>", "Func<int>", "System.Func<int>")]
    [InlineData("nint", "nint", "nint")]
    [InlineData("Dictionary<string, object?>", "Dictionary<string, object?> → object", "object?")]
    public Task Reports_types_that_say_nothing_of_their_values(string type, string path, string name) => Of(
        $"[SessionPart] public sealed partial class Line {{ [Key(0)] public required {type} A {{ get; set; }} }}",
        Error(Descriptors.UnsafeType, "A", "Line", "A", path, $"{name} says nothing of what it holds; store a type of its own, or a union of those that it may be{(name.StartsWith("object", StringComparison.Ordinal) || name == "dynamic" ? $", or, for whatever JSON can hold, write 'public required {type.Replace(name.TrimEnd('?'), "JsonElement", StringComparison.Ordinal)} A {{ get; set; }}'" : "")}"));

    [Theory]
    [InlineData("object", "TypelessFormatter")]
    [InlineData("Version", "ForceTypelessFormatter<Version>")]
    public Task Reports_formatters_that_put_the_names_of_types_into_the_data(string type, string formatter) => Of(
        $"[SessionPart] public sealed partial class Line {{ [Key(0), MessagePackFormatter(typeof(MessagePack.Formatters.{formatter}))] public required {type} A {{ get; set; }} }}",
        Error(Descriptors.UnsafeType, "A", "Line", "A", type, $"its formatter {formatter.Split('<')[0]} writes the names of types, and makes whatever the data names; store a type of its own, or a union of those that it may be"));

    [Fact]
    public Task Reports_pointers() => Of(
        "[SessionPart] public sealed partial class Line { [Key(0)] public unsafe int* A { get; set; } }",
        Compiler("CS0227", Microsoft.CodeAnalysis.DiagnosticSeverity.Error, "A"),
        Error(Descriptors.UnsafeType, "A", "Line", "A", "int*", "int* says nothing of what it holds; store a type of its own, or a union of those that it may be"));

    [Fact]
    public Task Accepts_them_where_they_are_not_stored() =>
        Of("[SessionPart] public sealed partial class Line { [IgnoreMember] public object? A { get; set; } [Key(0)] public JsonElement B { get; set; } }");
}
