using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads the member of an envelope that is its session's log.</summary>
internal static class LogParser
{
    public static void Check(INamedTypeSymbol type, List<ISymbol> logs, Compilation compilation, Report report)
    {
        foreach (ISymbol log in logs)
        {
            ITypeSymbol entry = EntryOf(log);
            string? why = logs.Count > 1 ? "a session has one log; keep the other entries in a list, or make the entry a union"
                : !type.Has(KnownAttributes.Schema) ? $"{type.Name} is not the head of a session; move the log to a type with [SessionSchema]"
                : ExternAliases.Of(entry, compilation) is { } alias ? $"the type of its entries, {entry.Name}, {TypeFaults.Behind(entry, alias)}"
                : !entry.Has(KnownAttributes.Schema) ? $"its entries, {entry.Name}, have no versions of their own; {VersionsFor(log, entry)}"
                : null;
            if (why is not null)
            {
                bool lacksSchema = logs.Count == 1 && type.Has(KnownAttributes.Schema);
                report.AddFixable(Descriptors.BadLog, log, lacksSchema && entry is INamedTypeSymbol { DeclaringSyntaxReferences.Length: > 0 } named ? Hints.Of(TypeNames.MetadataName(named)) : null, type.Name, log.Name, why);
            }

            if (log is IPropertySymbol { SetMethod: null } or IFieldSymbol { IsReadOnly: true })
            {
                report.Add(Descriptors.NotSettable, log, type.Name, log.Name, FoundMembers.NoSetter);
            }
        }
    }

    /// <summary>A log that may not be null is there before anything is appended.</summary>
    public static void CheckInitialized(ISymbol log, INamedTypeSymbol type, IMethodSymbol constructor, Compilation compilation, Report report)
    {
        if (!type.IsValueType   // of which there is always one that nobody made
            && FoundMembers.TypeOf(log).NullableAnnotation == NullableAnnotation.NotAnnotated
            && !FoundMembers.IsRequired(log)
            && !constructor.Parameters.Any(parameter => string.Equals(parameter.Name, log.Name, StringComparison.OrdinalIgnoreCase))
            && IsAutomatic(log, report.Cancellation)
            && Initializers.Of(log, constructor, compilation, report.Cancellation) is (true, var value)
            && (value is null || Initializers.Unwrap(value).Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression or SyntaxKind.DefaultExpression))
        {
            report.Add(Descriptors.NotInitialized, log, type.Name, log.Name, CodeLine.OfMember(log, initializer: "[]"), "make it required");
        }
    }

    /// <summary>Whether a member is what was put into it: a field, or a property whose accessors say nothing of their own.</summary>
    private static bool IsAutomatic(ISymbol member, CancellationToken cancellation) => member is IFieldSymbol
        || member.DeclaringSyntaxReferences.All(reference => reference.GetSyntax(cancellation) is PropertyDeclarationSyntax { AccessorList: { } list } && list.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null));

    /// <summary>How the entries of a log come to have versions.</summary>
    private static string VersionsFor(ISymbol log, ITypeSymbol entry)
    {
        if (entry is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.Length: > 0 } own)
        {
            return $"write '{CodeLine.OfType(own, "[SessionSchema(1)]")}'";
        }

        string name = $"{log.Name.TrimEnd('s')}Entry";
        string value = entry.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return $"write '[SessionSchema(1)] public sealed partial record {name}([property: Key(0)] {value} Value);' and make it a SessionLog<{name}>";
    }

    /// <summary>The logs of a type with a fault, to which code appends whatever the fault is: one for each type of entries.</summary>
    public static EquatableArray<LogModel> Outline(INamedTypeSymbol type, List<ISymbol> logs, Compilation compilation) => type.Has(KnownAttributes.Schema)
        ? logs
            .Where(log => EntryOf(log) is { TypeKind: not (TypeKind.Error or TypeKind.TypeParameter) } entry && ExternAliases.Of(entry, compilation) is null && compilation.IsSymbolAccessibleWithin(entry, type.ContainingAssembly))
            .GroupBy(EntryOf, SymbolEqualityComparer.Default)
            .Select(same => Parse(same.First(), type, constructor: null)!)
            .ToEquatableArray()
        : default;

    public static LogModel? Parse(ISymbol? log, INamedTypeSymbol type, IMethodSymbol? constructor)
    {
        if (log is null)
        {
            return null;
        }

        ITypeSymbol entry = EntryOf(log);
        return new LogModel
        {
            Name = TypeNames.Identifier(log.Name),
            Entry = TypeNames.BareName(entry),
            EntryId = SchemaParser.IdOf(entry) ?? "",   // an entry that is no schema is a fault
            Owner = TypeNames.BareName(log.ContainingType),
            Setter = TypeNames.FreeName(type, "SetLog"),
            IsMarkedSafe = MemorySafety.IsStatedIn(type),
            Extensions = TypeNames.FreeName(type.ContainingNamespace, string.Join("_", type.Chain().Select(part => part.Name)) + "Log"),
            IsPublic = type.Chain().Concat((entry as INamedTypeSymbol)?.Chain() ?? []).All(part => part.DeclaredAccessibility == Accessibility.Public),
            IsRequired = FoundMembers.IsRequired(log) && constructor?.SetsRequiredMembers() != true,
            Replacement = type.IsRecord || type.IsValueType ? LogReplacement.With
                : log is IPropertySymbol { SetMethod.IsInitOnly: true } ? LogReplacement.Init
                : LogReplacement.Set,
        };
    }

    /// <summary>The type of a log's entries.</summary>
    public static ITypeSymbol EntryOf(ISymbol log) => ((INamedTypeSymbol)FoundMembers.TypeOf(log)).TypeArguments[0];
}
