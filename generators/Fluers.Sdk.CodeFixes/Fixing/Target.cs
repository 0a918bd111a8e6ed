using System.Globalization;
using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.CodeFixes.Fixing;

/// <summary>Where a diagnostic stands, and what it says to its fix.</summary>
/// <param name="Node">The innermost node there.</param>
/// <param name="Model">What the names in its document mean.</param>
/// <param name="Diagnostic">The diagnostic.</param>
/// <param name="Cancellation">Stops the fix.</param>
internal sealed record Target(SyntaxNode Node, SemanticModel Model, Diagnostic Diagnostic, CancellationToken Cancellation)
{
    /// <summary>What is declared there.</summary>
    public ISymbol? Symbol => Node.AncestorsAndSelf()
        .Select(node => Model.GetDeclaredSymbol(node, Cancellation) is IParameterSymbol parameter ? PropertyOf(parameter) : Model.GetDeclaredSymbol(node, Cancellation))
        .FirstOrDefault(symbol => symbol is not null);

    /// <summary>The text to write.</summary>
    public string? Value => Hint(Hints.Value);

    /// <summary>The number to write.</summary>
    public int? Number => int.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>The numbers that were given out in this pass, so that no two things get the same one.</summary>
    public required Dictionary<ISymbol, int> Given { get; init; }

    /// <summary>The number to write, or the next one where others of the same scope got it already.</summary>
    public int TakeNumber(ISymbol scope)
    {
        int number = Given.TryGetValue(scope, out int last) ? Math.Max(Number!.Value, last + 1) : Number!.Value;
        return Given[scope] = number;
    }

    public string? Hint(string name) => Diagnostic.Properties.TryGetValue(name, out string? value) ? value : null;

    /// <summary>The syntax of a symbol that stands in this document or another one of the project.</summary>
    public T? SyntaxOf<T>(ISymbol? symbol)
        where T : SyntaxNode => symbol?.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(Cancellation))
            .SelectMany(node => node.AncestorsAndSelf().Take(3))
            .OfType<T>()
            .FirstOrDefault();

    // The parameter of a positional record declares a property, which is what the diagnostic is about.
    private static ISymbol PropertyOf(IParameterSymbol parameter) =>
        parameter.ContainingType.GetMembers(parameter.Name).FirstOrDefault(member => member is IPropertySymbol) ?? parameter;
}
