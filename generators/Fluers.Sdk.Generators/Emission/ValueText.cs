using System.Globalization;
using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>The C# that writes and reads one value.</summary>
internal static class ValueText
{
    /// <summary>The expression that reads a value which is there; nil in it becomes null where the type allows.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the methods for a collection at this place.</param>
    public static string Read(ValueModel value, string name) => value switch
    {
        { IsNullable: true, Kind: ValueKind.Scalar, Primitive: "String" } => "reader.ReadStringOrNil()",
        { IsNullable: true } => $"reader.TryReadNil() ? {value.Null} : {Read(value.NotNull, name)}",
        { Kind: ValueKind.Scalar } => $"reader.Read{value.Primitive}()",
        { Kind: ValueKind.Enum, Enum: { Retired.Count: > 0 } numbers } =>
            $"({value.Type})reader.NotRetired<{value.Via}>(reader.Read{value.Primitive}(), {Retired(numbers, value)})",
        { Kind: ValueKind.Enum } => $"({value.Type})reader.Read{value.Primitive}()",
        { Kind: ValueKind.Generated } => $"{FormatterOf(value, name)}.Read(ref reader)",
        { Kind: ValueKind.Parameter } => $"{value.Via}.Read(ref reader)",
        { Kind: ValueKind.Custom } => $"{Names.Bridge}.Read(ref reader, {CustomFormatter(name)})",
        _ => $"Read{name}(ref reader)",
    };

    /// <summary>Writes the statement that writes a value.</summary>
    /// <param name="source">Takes the statement.</param>
    /// <param name="value">The value.</param>
    /// <param name="expression">The value as C#.</param>
    /// <param name="name">The name of the methods for a collection at this place.</param>
    /// <param name="local">A free name for the value once it is known not to be null.</param>
    public static void Write(SourceWriter source, ValueModel value, string expression, string name, string local)
    {
        if (value is { IsNullable: true, Kind: ValueKind.Scalar, Primitive: "String" })
        {
            source.Line($"writer.WriteStringOrNil({expression});");
        }
        else if (value.IsNullable)
        {
            source.Open($"if ({expression} is {{ }} {local})");
            source.Line(Statement(value.NotNull, local, name));
            source.Close();
            source.Open("else");
            source.Line("writer.WriteNil();");
            source.Close();
        }
        else
        {
            source.Line(Statement(value, expression, name));
        }
    }

    /// <summary>The formatter of a generated type, with the formats of its type arguments.</summary>
    public static string FormatterOf(ValueModel value, string name) =>
        value.Via + TypeParameterModel.List(value.Parts.Select(part => FormatOf(part, name)));

    /// <summary>The format of a type argument: that of a type parameter as it is, else a struct beside the methods.</summary>
    public static string FormatOf(TuplePart argument, string name) =>
        argument.Value is { Kind: ValueKind.Parameter, IsNullable: false } parameter ? parameter.Via : $"FormatOf{name}{argument.Name}";

    /// <summary>The field with the formatter of the user's own.</summary>
    public static string CustomFormatter(string name) => $"FormatterOf{name}";

    private static string Retired(EnumModel numbers, ValueModel value) =>
        $"new {value.Via}[] {{ {string.Join(", ", numbers.Retired.Select(number => number.ToString(CultureInfo.InvariantCulture)))} }}";

    private static string Statement(ValueModel value, string expression, string name) => value.Kind switch
    {
        ValueKind.Scalar => $"writer.Write{value.Primitive}({expression});",
        ValueKind.Enum when value.Enum is { Retired.Count: > 0 } numbers =>
            $"writer.Write{value.Primitive}({Names.Writer}.NotRetired<{value.Via}>(({value.Via}){expression}, {Retired(numbers, value)}));",
        ValueKind.Enum => $"writer.Write{value.Primitive}(({value.Via}){expression});",
        ValueKind.Generated => $"{FormatterOf(value, name)}.Write(ref writer, {expression});",
        ValueKind.Parameter => $"{value.Via}.Write(ref writer, {expression});",
        ValueKind.Custom => $"{Names.Bridge}.Write(ref writer, {CustomFormatter(name)}, {expression});",
        _ => $"Write{name}(ref writer, {expression});",
    };
}
