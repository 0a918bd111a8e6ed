using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// Reads a class that is no session type itself but has members with keys. A type of another project may derive from it, and of its
/// defaults only this compilation can tell: compiled code has no initializers to read.
/// </summary>
internal static class BaseParser
{
    /// <summary>Whether a node may be the member of such a class.</summary>
    public static bool IsCandidate(SyntaxNode node)
    {
        SyntaxNode? owner = node switch
        {
            PropertyDeclarationSyntax => node.Parent,
            VariableDeclaratorSyntax => node.Parent?.Parent?.Parent,
            _ => null,
        };
        return owner is TypeDeclarationSyntax { RawKind: (int)SyntaxKind.ClassDeclaration or (int)SyntaxKind.RecordDeclaration } type
            && !type.Modifiers.Any(modifier => modifier.RawKind is (int)SyntaxKind.SealedKeyword or (int)SyntaxKind.StaticKeyword)
            && !type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => IsSessionName(attribute.Name.ToString()));
    }

    /// <summary>The class with its own members; <see langword="null"/> where it is a session type, or another member of it stands for it.</summary>
    /// <param name="member">A member with a key.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Stops it.</param>
    public static TypeModel? Parse(ISymbol member, Compilation compilation, CancellationToken cancellation)
    {
        INamedTypeSymbol type = member.ContainingType;
        if (type.IsSealed || type.IsSession() || !SymbolEqualityComparer.Default.Equals(member, type.GetMembers().FirstOrDefault(other => other.FindKey() is not null && IsDeclared(other, cancellation))))
        {
            return null;
        }

        var report = new Report(type, sink: null, cancellation);
        var defaults = new DefaultParser(type, ConstructorOf(type), compilation, report);
        var values = new ValueParser(compilation, type, cancellation);
        IEnumerable<MemberModel> members =
            from symbol in type.GetMembers()
            where symbol is IPropertySymbol or IFieldSymbol && !symbol.IsStatic
            let key = FoundMembers.KeyOf(symbol)
            where key is not null
            let keyed = new KeyedMember(symbol, FoundMembers.TypeOf(symbol), key.Value, IsSettable: true, FoundMembers.IsRequired(symbol))
            let model = MemberOf(keyed, values, defaults)
            where model is not null
            orderby model.Key
            select model;
        return TypeParser.Named(type) with
        {
            Object = new ObjectModel { Members = members.ToEquatableArray(), Constructor = default, UnknownMembers = "", StatesLayout = false },
        };
    }

    /// <summary>The constructor that makes the part of the class in each derived object, where there is one alone or one that is called unasked.</summary>
    private static IMethodSymbol? ConstructorOf(INamedTypeSymbol type)
    {
        IMethodSymbol[] all = [.. type.InstanceConstructors.Where(constructor => !ConstructorParser.IsCopy(constructor, type))];
        return all.FirstOrDefault(constructor => constructor.Parameters.IsEmpty) ?? (all.Length == 1 ? all[0] : null);
    }

    private static MemberModel? MemberOf(KeyedMember member, ValueParser values, DefaultParser defaults)
    {
        if (values.Parse(member, out _) is not { } value)
        {
            return null;   // the type that derives from it says why
        }

        (bool isRequired, string? text, string? recorded) = defaults.Of(member, parameter: null, ref value);
        return new MemberModel
        {
            Key = member.Key,
            Name = member.Name,
            Local = "",
            Presence = null,
            Methods = "",
            Value = value,
            IsRequired = isRequired,
            Default = text,
            RecordedDefault = recorded,
            InInitializer = true,
        };
    }

    private static bool IsDeclared(ISymbol member, CancellationToken cancellation) =>
        member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is PropertyDeclarationSyntax or VariableDeclaratorSyntax);

    private static bool IsSessionName(string name) =>
        name.Substring(name.LastIndexOf('.') + 1) is "SessionSchema" or "SessionSchemaAttribute" or "SessionPart" or "SessionPartAttribute" or "SessionUnion" or "SessionUnionAttribute" or "Case" or "CaseAttribute";
}
