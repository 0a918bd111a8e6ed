using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads the identity of a schema from its attribute.</summary>
internal static class SchemaParser
{
    public static SchemaModel? Parse(INamedTypeSymbol type, Report report)
    {
        if (type.Find(KnownAttributes.Schema) is not { } attribute)
        {
            return null;
        }

        int version = attribute.ConstructorArguments is [{ Value: int stated }] ? stated : 1;   // anything else is half-typed
        if (Unversioned(attribute, report.Cancellation) is { } line)
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"it states no version; write '{line}'");
        }

        if (version is < 1 or > ushort.MaxValue)
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"its version is {version}; the first version is 1, the greatest that a frame can state {ushort.MaxValue}");
        }

        string id = IdOf(type, attribute);
        if (!SchemaId.Is(id))
        {
            report.Add(Descriptors.WrongKind, type, type.Name, $"its id '{Excerpt.Of(id)}' is none; {SchemaId.Rule}, so state one: [SessionSchema({version}, Id = \"…\")]");
        }

        string? history = Argument(attribute, "History") as string;
        bool hasHistory = HistoryClass.Check(type, version, history, report);
        return new SchemaModel(id, version, OldestReadable: Argument(attribute, "OldestReadable") is int oldest ? oldest : 1, IsRolling: Argument(attribute, "Compatibility") is 1)
        {
            History = history,
            HasNoHistory = !hasHistory,
        };
    }

    /// <summary>The id of a type that is a schema; <see langword="null"/> for others.</summary>
    public static string? IdOf(ITypeSymbol type) => type.Find(KnownAttributes.Schema) is { } attribute ? IdOf(type, attribute) : null;

    private static string IdOf(ITypeSymbol type, AttributeData attribute) => Argument(attribute, "Id") as string ?? SchemaId.Of(type.Name);

    /// <summary>The attribute as it should be, where it states no version.</summary>
    private static string? Unversioned(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax
        && (syntax.ArgumentList?.Arguments ?? default) is var arguments
        && arguments.All(argument => argument.NameEquals is not null)
            ? $"[SessionSchema({string.Join(", ", arguments.Select(argument => argument.ToString()).Prepend("1"))})]"
            : null;

    private static object? Argument(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;
}
