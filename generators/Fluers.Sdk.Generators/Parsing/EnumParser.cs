using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads the names and numbers of an enum.</summary>
internal static class EnumParser
{
    public static EnumModel Parse(ITypeSymbol type) => new(
        TypeNames.BareName(type),
        type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .Select(field => new EnumValueModel(field.Name, Convert.ToDecimal(field.ConstantValue, CultureInfo.InvariantCulture)))
            .ToEquatableArray());
}
