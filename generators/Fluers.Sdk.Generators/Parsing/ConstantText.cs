using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Constants as C#, the same on every machine.</summary>
internal static class ConstantText
{
    public static string Of(object? constant, ValueModel value)
    {
        if (constant is null)
        {
            return value.IsValueType && !value.IsNullable ? "default" : "null";
        }

        string text = Literal(constant);
        return value.Kind == ValueKind.Enum || value.Primitive is "Byte" or "SByte" or "Int16" or "UInt16"
            ? $"({value.BareType})({text})"
            : text;
    }

    /// <summary>An argument of an attribute.</summary>
    public static string OfArgument(TypedConstant argument) => argument switch
    {
        { IsNull: true } => "null!",
        { Kind: TypedConstantKind.Array, Type: IArrayTypeSymbol { ElementType: { } element } } =>
            $"new {TypeNames.BareName(element)}[] {{ {string.Join(", ", argument.Values.Select(OfArgument))} }}",
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({TypeNames.BareName(type)})",
        { Kind: TypedConstantKind.Enum } or { Value: byte or sbyte or short or ushort } => $"({TypeNames.BareName(argument.Type!)})({Literal(argument.Value!)})",
        _ => Literal(argument.Value!),
    };

    private static string Literal(object constant) => constant switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        _ => SymbolDisplay.FormatPrimitive(constant, quoteStrings: true, useHexadecimalNumbers: false)
            ?? throw new InvalidOperationException($"{constant.GetType()} is no type of a constant."),
    };
}
