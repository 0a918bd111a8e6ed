using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds what makes code give another value each time, or touch the world: the clock, chance, the machine, state that anyone may change.</summary>
internal static class Impurity
{
    private const string Clock = "the clock";
    private const string Chance = "chance";
    private const string Machine = "the machine";
    private const string World = "input or output";

    // Types of which each member counts, and single members.
    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["System.DateTime.Now"] = Clock,
        ["System.DateTime.UtcNow"] = Clock,
        ["System.DateTime.Today"] = Clock,
        ["System.DateTimeOffset.Now"] = Clock,
        ["System.DateTimeOffset.UtcNow"] = Clock,
        ["System.TimeProvider"] = Clock,
        ["System.TimeZoneInfo.Local"] = Machine,
        ["System.Diagnostics.Stopwatch"] = Clock,
        ["System.Guid.NewGuid"] = Chance,
        ["System.Guid.CreateVersion7"] = Clock,
        ["System.Random"] = Chance,
        ["System.Security.Cryptography.RandomNumberGenerator"] = Chance,
        ["System.Environment"] = Machine,
        ["System.AppContext"] = Machine,
        ["System.Globalization.CultureInfo.CurrentCulture"] = Machine,
        ["System.Globalization.CultureInfo.CurrentUICulture"] = Machine,
        ["System.Console"] = World,
        ["System.Diagnostics.Process"] = World,
        ["System.IO.File"] = World,
        ["System.IO.FileInfo"] = World,
        ["System.IO.FileStream"] = World,
        ["System.IO.Directory"] = World,
        ["System.IO.DirectoryInfo"] = World,
        ["System.IO.StreamReader"] = World,
        ["System.IO.StreamWriter"] = World,
        ["System.Net.Http.HttpClient"] = World,
        ["System.Net.Dns"] = World,
        ["System.Net.Sockets.Socket"] = World,
        ["System.Threading.Thread"] = Machine,
        ["System.Threading.Tasks.Task"] = Machine,
    };

    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "System.Environment.NewLine" };

    /// <summary>The first such thing in code, in words such as <c>Guid.NewGuid: chance</c>; <see langword="null"/> where there is none.</summary>
    public static string? FirstIn(SyntaxNode code, SemanticModel model, CancellationToken cancellation) =>
        AllIn(code, model, cancellation).Select(found => found.What).FirstOrDefault();

    /// <summary>Each such thing, with the name that stands for it.</summary>
    public static IEnumerable<(SimpleNameSyntax Name, string What)> AllIn(SyntaxNode code, SemanticModel model, CancellationToken cancellation)
    {
        foreach (SimpleNameSyntax name in code.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            // The name of a type alone does nothing; what is asked of it does, and so does making one of it.
            ISymbol? symbol = model.GetSymbolInfo(name, cancellation).Symbol;
            ISymbol? used = symbol is INamedTypeSymbol && name.Parent is ObjectCreationExpressionSyntax made ? model.GetSymbolInfo(made, cancellation).Symbol : symbol;
            if (used is not null and not ITypeSymbol && Of(used) is { } source)
            {
                yield return (name, $"{used.ContainingType.Name}{(used is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "" : $".{used.Name}")}: {source}");
            }
        }
    }

    private static string? Of(ISymbol symbol)
    {
        if (symbol.ContainingType is not { } type)
        {
            return null;
        }

        string typeName = $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}";
        string name = $"{typeName}.{symbol.Name}";
        return Harmless.Contains(name) ? null
            : Sources.TryGetValue(typeName, out string source) || Sources.TryGetValue(name, out source) ? source
            : IsSharedState(symbol) ? "state that anyone may change"
            : null;
    }

    private static bool IsSharedState(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { IsStatic: true, IsConst: false, IsReadOnly: false } field => field.ContainingType.TypeKind != TypeKind.Enum,
        IPropertySymbol { IsStatic: true, SetMethod: { } setter } => !setter.IsInitOnly,
        _ => false,
    };
}
