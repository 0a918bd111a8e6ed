using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads the member of an envelope that is its session's log.</summary>
internal static class LogParser
{
    public static void Check(INamedTypeSymbol type, List<ISymbol> logs, Report report)
    {
        foreach (ISymbol log in logs)
        {
            ITypeSymbol entry = EntryOf(log);
            string? why = logs.Count > 1 ? "a session has one log; keep the other entries in a list, or make the entry a union"
                : !type.Has(KnownAttributes.Schema) ? $"{type.Name} is not the head of a session; move the log to a type with [SessionSchema]"
                : !entry.Has(KnownAttributes.Schema) ? $"its entries, {entry.Name}, have no versions of their own; give {entry.Name} [SessionSchema(1)]"
                : null;
            if (why is not null)
            {
                bool lacksSchema = logs.Count == 1 && type.Has(KnownAttributes.Schema);
                report.AddFixable(Descriptors.BadLog, log, lacksSchema && entry is INamedTypeSymbol named ? Hints.Of(TypeNames.MetadataName(named)) : null, type.Name, log.Name, why);
            }

            if (log is IPropertySymbol { SetMethod: null } or IFieldSymbol { IsReadOnly: true })
            {
                report.Add(Descriptors.NotSettable, log, type.Name, log.Name, FoundMembers.NoSetter);
            }
        }
    }

    /// <summary>The log of a type with a fault, where it is one to which can be appended.</summary>
    public static LogModel? Outline(INamedTypeSymbol type, List<ISymbol> logs, CancellationToken cancellation) =>
        logs is [var log] && type.Has(KnownAttributes.Schema) && EntryOf(log) is INamedTypeSymbol entry && entry.Has(KnownAttributes.Schema) && TypeParser.CanBeReopened(entry, cancellation)
            ? Parse(log, type, constructor: null)
            : null;

    public static LogModel? Parse(ISymbol? log, INamedTypeSymbol type, IMethodSymbol? constructor)
    {
        if (log is null)
        {
            return null;
        }

        var entry = (INamedTypeSymbol)EntryOf(log);
        return new LogModel
        {
            Name = TypeNames.Identifier(log.Name),
            Entry = TypeNames.BareName(entry),
            EntryId = SchemaParser.IdOf(entry)!,
            Owner = TypeNames.BareName(log.ContainingType),
            Setter = TypeNames.FreeName(type, "SetLog"),
            Extensions = TypeNames.FreeName(type.ContainingNamespace, string.Join("_", type.Chain().Select(part => part.Name)) + "Log"),
            IsPublic = type.Chain().Concat(entry.Chain()).All(part => part.DeclaredAccessibility == Accessibility.Public),
            IsRequired = FoundMembers.IsRequired(log) && constructor?.SetsRequiredMembers() != true,
            Replacement = type.IsRecord || type.IsValueType ? LogReplacement.With
                : log is IPropertySymbol { SetMethod.IsInitOnly: true } ? LogReplacement.Init
                : LogReplacement.Set,
        };
    }

    /// <summary>The type of a log's entries.</summary>
    public static ITypeSymbol EntryOf(ISymbol log) => ((INamedTypeSymbol)FoundMembers.TypeOf(log)).TypeArguments[0];
}
