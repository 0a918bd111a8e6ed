using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.History;

/// <summary>A formatter of the user's own that a version names.</summary>
/// <param name="Name">Its name in the lock.</param>
/// <param name="Type">The type that it is for, as C#.</param>
/// <param name="IsValueType">Whether that is a value type.</param>
/// <param name="Made">The formatter as C#.</param>
internal sealed record SnapshotFormatter(string Name, string Type, bool IsValueType, string Made);

/// <summary>Finds the formatters that versions name: their formats are fixed for ever, so they stay as long as the versions.</summary>
internal static class SnapshotFormatters
{
    /// <summary>The names in a shape.</summary>
    public static IEnumerable<string> In(SchemaShape shape) => shape.Types.Append(shape.Root)
        .SelectMany(type => type.AllMembers)
        .Where(member => !member.IsRetired)
        .SelectMany(member => In(member.Type))
        .Distinct();

    private static IEnumerable<string> In(TypeShape type) =>
        type.Arguments.SelectMany(In).Concat(type.Form == TypeForm.Formatter ? [type.Name] : []);

    /// <summary>The formatter of a name; <see langword="null"/> for one that is gone, or out of reach of the code beside the schema.</summary>
    private static SnapshotFormatter? Find(string name, Compilation compilation)
    {
        if (compilation.SyntaxTrees.FirstOrDefault() is not { } anywhere)
        {
            return null;
        }

        INamedTypeSymbol? formatter = TypeOf(name, anywhere, compilation);
        ITypeSymbol? formatted = formatter?.AllInterfaces.FirstOrDefault(FormatterParser.IsContract)?.TypeArguments[0];
        return formatted is not null && new FormatterParser(compilation, compilation.Assembly).MadeAlone(formatter!) is { } made
            ? new SnapshotFormatter(name, TypeNames.BareName(formatted), formatted.IsValueType, made)
            : null;
    }

    /// <summary>Whether there is a type of a formatter's name.</summary>
    public static bool IsThere(string name, Compilation compilation) =>
        compilation.SyntaxTrees.FirstOrDefault() is { } anywhere && TypeOf(name, anywhere, compilation) is { TypeKind: not TypeKind.Error };

    private static INamedTypeSymbol? TypeOf(string name, SyntaxTree anywhere, Compilation compilation)
    {
        TypeSyntax written = SyntaxFactory.ParseTypeName($"global::{name}");
        return compilation.GetSemanticModel(anywhere).GetSpeculativeTypeInfo(0, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Type as INamedTypeSymbol;
    }

    /// <summary>The formatters of these names, as far as they are found.</summary>
    public static EquatableArray<SnapshotFormatter> Find(IEnumerable<string> names, Compilation compilation) =>
        names.Select(name => Find(name, compilation)).OfType<SnapshotFormatter>().ToEquatableArray();
}
