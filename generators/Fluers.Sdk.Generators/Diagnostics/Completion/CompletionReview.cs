using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics.Completion;

/// <summary>Compares one type as the generator saw it with what it is.</summary>
internal sealed class CompletionReview(INamedTypeSymbol type, Compilation compilation, SeenTypes seen, CancellationToken cancellation)
{
    private const string DeclareIt = "declare it yourself: as a partial property where that generator can implement one, as a whole one otherwise";

    public void Report(Action<Diagnostic> report)
    {
        if (Find() is { } found)
        {
            report(found);
        }
    }

    private Diagnostic? Find()
    {
        if (DeclaredElsewhere() is { } generator)
        {
            return At(type, type.Name, $"is declared by {generator}", "nothing was generated for it; declare it in a C# file of your own");
        }

        LocalShape? whole = ShapeSymbols.Of(compilation, cancellation).Find(type);
        return (seen.Find(type), whole) switch
        {
            (null, { }) when !IsStored => OfUnseenType(),
            (PartShape was, { } now) => OfMembers(was, now),
            (_, null) when IsStored => OfFault(),
            _ => null,
        };
    }

    /// <summary>Whether the type could be stored as it was seen: then what is unknown to it is kept in a member.</summary>
    private bool IsStored => type.GetMembers().Any(member => member is IPropertySymbol or INamedTypeSymbol { Name: "Unknown" } && member.IsGenerated());

    /// <summary>The generator that gave the type its attribute, without which this one took no notice of it.</summary>
    private string? DeclaredElsewhere() => type.GetTypeMembers().Any(nested => nested.IsGenerated()) ? null : type.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() == KnownAttributes.Sdk)
        .Select(attribute => OtherGenerators.NameOf(attribute.ApplicationSyntaxReference?.SyntaxTree))
        .FirstOrDefault(name => name is not null);

    /// <summary>It could not be stored as it was seen, and can be as it is: something that it is made of is completed elsewhere.</summary>
    private Diagnostic? OfUnseenType()
    {
        foreach (ISymbol member in FoundMembers.Levels(type).SelectMany(level => level.GetMembers()).Where(member => member is IPropertySymbol or IFieldSymbol && FoundMembers.KeyOf(member) is not null))
        {
            foreach (INamedTypeSymbol part in NamedIn(FoundMembers.TypeOf(member)))
            {
                if (OtherGenerators.Of(part) is { } generator)
                {
                    return At(
                        member, $"{type.Name}.{member.Name}", $"is of type '{part.Name}', which {generator} completes",
                        $"it cannot be stored as it is; move '{part.Name}' to a project of its own, or store the value that it is made of");
                }
            }
        }

        return OtherGenerators.Of(type) is { } own ? At(type, type.Name, $"is completed by {own}", "nothing that stores it was generated; declare what it needs yourself") : null;
    }

    /// <summary>It could be stored as it was seen, and cannot be as it is.</summary>
    private Diagnostic? OfFault()
    {
        Diagnostic? first = null;
        var report = new Report(type, found => first ??= found, cancellation);
        TypeParser.Parse(type, compilation, report);
        string? generator = OtherGenerators.NameOf(first?.Location.SourceTree) ?? OtherGenerators.Of(type);
        return generator is null || report.Fault is not { } fault ? null : At(type, type.Name, $"is completed by {generator} ({fault})", $"what that adds would not be stored; {DeclareIt}");
    }

    private Diagnostic? OfMembers(PartShape was, LocalShape now)
    {
        MemberShape? added = now.Members.FirstOrDefault(member => !was.Members.Any(other => other.Key == member.Key && other.Name == member.Name && other.IsRequired == member.IsRequired));
        if (added is null)
        {
            return null;
        }

        ISymbol? symbol = FoundMembers.Levels(type).SelectMany(level => level.GetMembers(added.Name)).FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol);
        string generator = (symbol is null ? null : OtherGenerators.Of(symbol)) ?? OtherGenerators.Of(type) ?? "another generator";
        return At(type, $"{type.Name}.{added.Name}", $"is written by {generator}", $"it would not be stored; {DeclareIt}");
    }

    private static IEnumerable<INamedTypeSymbol> NamedIn(ITypeSymbol held) => held switch
    {
        IArrayTypeSymbol array => NamedIn(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(NamedIn).Prepend(named.OriginalDefinition),
        _ => [],
    };

    private static Diagnostic At(ISymbol where, string name, string what, string consequence) => Diagnostic.Create(
        CompletionDescriptors.CompletedElsewhere, OtherGenerators.UserLocationOf(where), name, what, consequence);
}
