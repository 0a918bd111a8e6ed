using System.Globalization;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads the names and numbers of an enum. One that is not written in C# may have names that C# cannot have.</summary>
internal static class EnumParser
{
    public static EnumModel Parse(ITypeSymbol type) => new(
        TypeNames.BareName(type),
        type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .Select(field => new EnumValueModel(Identifiers.From(field.Name), Convert.ToDecimal(field.ConstantValue, CultureInfo.InvariantCulture)))
            .ToEquatableArray())
    {
        IsFlags = type.Has(KnownAttributes.Flags),
    };
}
