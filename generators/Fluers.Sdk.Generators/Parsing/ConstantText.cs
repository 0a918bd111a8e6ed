using System.Globalization;
using Fluers.Sdk.Generators.Model;
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
