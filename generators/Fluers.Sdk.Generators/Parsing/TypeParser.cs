using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Decides everything about a type. The model that it gives is all that the emitter sees.</summary>
internal static class TypeParser
{
    /// <summary>Reads a type that has one of the session attributes.</summary>
    /// <returns>The model; <see langword="null"/> when the report has an error.</returns>
    public static TypeModel? Parse(INamedTypeSymbol type, Compilation compilation, Report report)
    {
        report.Cancellation.ThrowIfCancellationRequested();
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface)
            || (type.TypeKind == TypeKind.Interface && type.Has(KnownAttributes.Schema))
            || type.Chain().Any(part => part.Name.Length == 0))
        {
            return null;   // half-typed, or an attribute where it may not stand: the compiler says what is wrong
        }

        CheckKind(type, report);
        CheckPartial(type, report);
        SchemaModel? schema = SchemaParser.Parse(type, report);
        CaseModel? @case = UnionParser.ParseCase(type, report);
        UnionModel? union = UnionParser.Parse(type, report);
        ObjectModel? members = (union is not null && union.SelfFormatter is null) || report.Failed ? null : ObjectParser.Parse(type, compilation, report);
        ForeignBases.Check(type, report);
        if (report.Failed)
        {
            return null;
        }

        return Named(type) with { Schema = schema, Object = members, Union = union, Case = @case };
    }

    /// <summary>Reads a type for the generator: one with a fault as an outline, where there can be one.</summary>
    public static TypeModel? ParseOrOutline(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var report = new Report(type, sink: null, cancellation);
        if (Parse(type, compilation, report) is { } model)
        {
            return model;
        }

        return !report.Failed ? null
            : CanBeReopened(type, cancellation) && (report.Fault ?? NotPartialAround(type, cancellation)) is { } fault ? Outline(type, compilation, fault, cancellation)
            : Named(type) with { Schema = SchemaParser.Parse(type, report), Outline = new OutlineModel("", default), CanBePrinted = false };
    }

    /// <summary>Whether something is generated for a type that another one holds. Where it is not, that type says why.</summary>
    public static bool IsGenerated(INamedTypeSymbol type, INamedTypeSymbol holder, CancellationToken cancellation) =>
        !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, holder.ContainingAssembly) || CanBeReopened(type.OriginalDefinition, cancellation);

    /// <summary>
    /// Whether generated code can add to a type, whatever is in it. To a schema that is not partial it can: the compiler says of it, too,
    /// what it lacks, and nothing of all the code that stores and loads it. To a union declaration as well, which lists a case that is
    /// generated into it.
    /// </summary>
    public static bool CanBeReopened(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var report = new Report(type, sink: null, cancellation);
        CheckKind(type, report);
        if (!type.Has(KnownAttributes.Schema) && !UnionDeclaration.Is(type))
        {
            CheckPartial(type, report);
        }

        return !report.Failed;
    }

    /// <summary>The error that a type around a type reports, and that keeps it from being generated too.</summary>
    private static string? NotPartialAround(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.Chain().FirstOrDefault(part => !IsPartial(part, cancellation)) is { } outer ? $"{Descriptors.NotPartial.Id}: '{outer.Name}' must be partial." : null;

    /// <summary>What a type is called, and nothing of what is in it.</summary>
    public static TypeModel Named(INamedTypeSymbol type) => new()
    {
        MetadataName = TypeNames.MetadataName(type),
        Namespace = type.ContainingNamespace.IsGlobalNamespace ? "" : Escaped(type.ContainingNamespace),
        Declarations = type.Chain().Select(Declaration).ToEquatableArray(),
        Name = TypeNames.Identifier(type.Name),
        FullName = TypeNames.BareName(type),
        Formatter = TypeNames.FormatterName(type),
        TypeParameters = GenericNames.ModelsOf(type),
        IsValueType = type.IsValueType,
        IsRecord = type.IsRecord,
        IsSealed = type.IsSealed,
    };

    private static TypeModel Outline(INamedTypeSymbol type, Compilation compilation, string fault, CancellationToken cancellation)
    {
        var report = new Report(type, sink: null, cancellation);
        FoundMembers found = FoundMembers.In(type, compilation, report);
        return Named(type) with
        {
            Schema = SchemaParser.Parse(type, report),
            Union = UnionParser.Outline(type),
            Outline = new OutlineModel(SymbolDisplay.FormatLiteral(fault, quote: true), LogParser.Outline(type, found.Logs, compilation)),
            LostAttributes = found.Lost.Select(member => member.FindLost()!).Distinct().OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray(),
        };
    }

    private static void CheckKind(INamedTypeSymbol type, Report report)
    {
        bool isUnion = type.Has(KnownAttributes.Union);
        string? why = type switch
        {
            { IsStatic: true } => "it is static",
            { IsRefLikeType: true } => "it is a ref struct",
            { IsValueType: true } when isUnion && !UnionDeclaration.Is(type) => "it is a struct, from which no case can derive; make it an abstract record, or a declared union",
            { IsValueType: true } when !isUnion && UnionDeclaration.Is(type) => $"it is a union of types, each of which needs a number; write '{CodeLine.OfUnion(type)}', and give each type in its list [Case(tag)]",
            { IsValueType: true } when type.HasFixedLayout() => "its layout is fixed, so that there is no place for what a newer build writes; keep it as it is, and store a part that is made of it",
            _ when type.Chain().Any(part => part.IsFileLocal) => "it is local to its file, where generated code cannot reach it",
            _ when type.IsGenericChain() && type.Has(KnownAttributes.Schema) =>
                "it is generic, or nested in a generic type, and a schema has one shape; keep what varies in a generic [SessionPart]",
            _ when type.AllTypeParameters().Any(parameter => parameter.Variance != VarianceKind.None) =>
                "it has a type parameter with 'in' or 'out', so that no formatter can be nested in it; remove the modifier",
            _ when type.AllTypeParameters().GroupBy(parameter => parameter.Name, StringComparer.Ordinal).Any(same => same.Skip(1).Any()) =>
                "one of its type parameters hides that of a type around it; rename it",
            _ when type.Chain().Any(part => part.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)) =>
                "it is private or protected; generated code of its assembly must reach it, so make it internal or public",
            { TypeKind: TypeKind.Interface } when !isUnion => "an interface is stored as a union only",
            { TypeKind: TypeKind.Class, IsAbstract: false, IsSealed: true } when isUnion => "it is a union but sealed, so that no case can derive from it; unseal it",
            { TypeKind: TypeKind.Class, IsAbstract: false } when isUnion && UnionParser.TagOf(type) is null =>
                "a union that is not abstract is a case of itself: give it [Case(tag)], or make it abstract",
            { TypeKind: TypeKind.Class, IsAbstract: true } when !isUnion => "it is abstract; give it [SessionUnion], or make it concrete",
            _ => null,
        };
        if (why is not null)
        {
            report.Add(Descriptors.WrongKind, type, type.Name, why);
        }
    }

    /// <summary>What contains a type is reported where it stands itself, whatever it contains.</summary>
    private static void CheckPartial(INamedTypeSymbol type, Report report)
    {
        if (!IsPartial(type, report.Cancellation))
        {
            report.Add(Descriptors.NotPartial, type, type.Name, type.Name, UnionDeclaration.Is(type) ? CodeLine.OfUnion(type) : CodeLine.OfType(type));
        }
        else if (type.ContainingType is { } container && !container.Chain().All(outer => IsPartial(outer, report.Cancellation)))
        {
            report.Fail();
        }
    }

    /// <summary>Whether one of a type's declarations is partial.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax(cancellation) is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Declaration(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsValueType: true } when UnionDeclaration.Is(type) => "union",
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { IsValueType: true } => "struct",
            _ => "class",
        };
        return $"partial {kind} {TypeNames.Identifier(type.Name)}{GenericNames.Declared(type)}";
    }

    private static string Escaped(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer
            ? $"{Escaped(outer)}.{TypeNames.Identifier(space.Name)}"
            : TypeNames.Identifier(space.Name);
}
