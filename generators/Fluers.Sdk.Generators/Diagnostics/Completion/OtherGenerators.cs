using Fluers.Sdk.Generators.Emission;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics.Completion;

/// <summary>Tells which generator wrote a file. The compiler puts its files into a folder of its name, in one of its assembly's.</summary>
internal static class OtherGenerators
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The full name of the generator; <see langword="null"/> for a file of the user's, and for those of this generator.</summary>
    public static string? NameOf(SyntaxTree? tree)
    {
        string[] parts = tree?.FilePath.Split(Separators) ?? [];
        if (parts.Length < 3)
        {
            return null;
        }

        string assembly = parts[parts.Length - 3], name = parts[parts.Length - 2];
        bool isGenerator = name == assembly || name.StartsWith(assembly + ".", StringComparison.Ordinal) || (name.Contains('.') && name.EndsWith("Generator", StringComparison.Ordinal));
        return isGenerator && assembly != TypeEmitter.Tool ? name : null;
    }

    /// <summary>The generator that declares a part of a symbol, if one does.</summary>
    public static string? Of(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Select(reference => NameOf(reference.SyntaxTree)).FirstOrDefault(name => name is not null);

    /// <summary>Where the user declares a symbol; its first place where he does not.</summary>
    public static Location UserLocationOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.SourceTree is { } tree && !IsWritten(tree)) ?? symbol.Locations[0];

    private static bool IsWritten(SyntaxTree tree) => NameOf(tree) is not null || tree.FilePath.Contains($"{TypeEmitter.Tool}.{nameof(SessionSchemaGenerator)}");
}
