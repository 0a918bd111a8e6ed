using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>What generated code adds to the public surface of a library: what its users name, and what generated code of other projects calls.</summary>
public sealed class PublicSurfaceTests
{
    private const string Library = """
        [SessionSchema(2)] public sealed partial record Note { [Key(0)] public int X { get; init; } [Key(1)] public string Text { get; init; } = ""; public SessionLog<Line> Log { get; init; } = []; }
        [SessionSchema(1)] public sealed partial record Line([property: Key(0)] Choice What);
        [SessionUnion] public abstract partial record Choice { [Case(0)] public sealed partial record A([property: Key(0)] int X) : Choice; }
        [SessionPart] public sealed partial class Part { [Key(0)] public Choice? Choice { get; init; } }
        [SessionPart] internal sealed partial record Inner([property: Key(0)] int X);
        """;

    // A formatter is called by the generated code of other projects, and by MessagePack-CSharp.
    private static readonly string[] Formatter = ["SessionFormatter", "Instance", "Shape", "WriteValue", "ReadValue", "Write", "Read"];

    [Theory]
    [InlineData("Note")]
    [InlineData("Line")]
    [InlineData("Part")]
    [InlineData("Choice", "Unknown", "Tag", "Payload", "Equals", "GetHashCode")]
    [InlineData("Choice.A")]
    [InlineData("NoteLog", "NoteLog", "Append")]
    [InlineData("Inner")]
    [InlineData("NoteHistory")]
    public void A_type_has_its_formatter_and_what_its_users_name(string type, params string[] more)
    {
        Assert.Equal(
            type is "Inner" or "NoteLog" or "NoteHistory" ? more.Order() : more.Concat(Formatter).Order(),
            Added.Where(symbol => (symbol.ToDisplayString() == type ? type : OutermostIn(symbol)) == type).Select(symbol => symbol.Name).Order());
    }

    [Fact]
    public void Nothing_else_is_public() =>
        Assert.Equal(["Choice", "Choice.A", "Line", "Note", "NoteLog", "Part"], Added.Select(symbol => symbol.ContainingType is null ? symbol.ToDisplayString() : OutermostIn(symbol)).Distinct().Order(StringComparer.Ordinal));

    private static string OutermostIn(ISymbol symbol)
    {
        // The type that someone wrote, or what stands by itself.
        INamedTypeSymbol type = symbol.ContainingType ?? (INamedTypeSymbol)symbol;
        while (type.ContainingType is { } outer && type.Name is "SessionFormatter" or "Unknown")
        {
            type = outer;
        }

        return type.ToDisplayString();
    }

    /// <summary>The public types and members that generated files declare, without those that they only extend.</summary>
    private static ISymbol[] Added { get; } = [.. PublicOf(new LockedProject(Library).With("note", "0 X: int").Generate().Output)];

    private static IEnumerable<ISymbol> PublicOf(Compilation compilation) =>
        from tree in compilation.SyntaxTrees
        where tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
        let model = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        where node is MemberDeclarationSyntax or VariableDeclaratorSyntax
        let symbol = model.GetDeclaredSymbol(node)
        where symbol is INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol && IsPublic(symbol)
        where symbol.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
        select symbol;

    private static bool IsPublic(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal && (symbol.ContainingType is null || IsPublic(symbol.ContainingType));
}
