using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads the identity of a schema from its attribute.</summary>
internal static class SchemaParser
{
    private const int MaxIdLength = 100;

    public static SchemaModel? Parse(INamedTypeSymbol type, Report report)
    {
        if (type.Find(KnownAttributes.Schema) is not { } attribute)
        {
            return null;
        }

        int version = attribute.ConstructorArguments is [{ Value: int stated }] ? stated : 1;   // anything else is half-typed
        if (version is < 1 or > ushort.MaxValue)
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"its version is {version}; the first version is 1, the greatest that a frame can state {ushort.MaxValue}");
        }

        string id = IdOf(type, attribute);
        if (!IsId(id))
        {
            report.Add(
                Descriptors.WrongKind, type, type.Name,
                $"its id '{id}' is none; an id has 1 to {MaxIdLength} of the characters a-z 0-9 - . _ and begins with a letter, so state one: [SessionSchema({version}, Id = \"…\")]");
        }

        return new SchemaModel(id, version, OldestReadable: Argument(attribute, "OldestReadable") is int oldest ? oldest : 1, IsRolling: Argument(attribute, "Compatibility") is 1);
    }

    /// <summary>The id of a type that is a schema; <see langword="null"/> for others.</summary>
    public static string? IdOf(ITypeSymbol type) => type.Find(KnownAttributes.Schema) is { } attribute ? IdOf(type, attribute) : null;

    private static string IdOf(ITypeSymbol type, AttributeData attribute) => Argument(attribute, "Id") as string ?? TypeNames.KebabCase(type.Name);

    private static object? Argument(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static bool IsId(string id) =>
        id.Length is > 0 and <= MaxIdLength
        && id[0] is >= 'a' and <= 'z'
        && id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.' or '_');
}
