using System.Collections.Immutable;
using System.Globalization;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Takes what the parser finds wrong with a type. The generator asks only whether there was an error; the analyzer passes each on.</summary>
internal sealed class Report(INamedTypeSymbol type, Action<Diagnostic>? sink, CancellationToken cancellation)
{
    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether somebody reads what is found: warnings need not be looked for where nobody does.</summary>
    public bool IsRead => sink is not null;

    /// <summary>Whether an error was found, so that nothing can be generated.</summary>
    public bool Failed { get; private set; }

    /// <summary>The first error that was found, with its id.</summary>
    public string? Fault { get; private set; }

    /// <summary>What the locks know; <see langword="null"/> where nobody asks which numbers are free.</summary>
    public LockedTypes? Locks { get; init; }

    /// <summary>The members of a type that are recorded, those out of use among them.</summary>
    public IEnumerable<MemberShape> LockedMembers(INamedTypeSymbol type) => Locks?.MembersOf(type) ?? [];

    /// <summary>The cases of a union that are recorded, those out of use among them.</summary>
    public IEnumerable<CaseShape> LockedCases(INamedTypeSymbol union) => Locks?.CasesOf(union) ?? [];

    public void Add(DiagnosticDescriptor descriptor, ISymbol where, params object[] arguments) => AddFixable(descriptor, where, null, arguments);

    /// <summary>Adds what a fix can answer with what the parser knows.</summary>
    public void AddFixable(DiagnosticDescriptor descriptor, ISymbol where, ImmutableDictionary<string, string?>? hints, params object[] arguments)
    {
        if (descriptor.DefaultSeverity == DiagnosticSeverity.Error)
        {
            Fail($"{descriptor.Id}: {string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), arguments)}");
        }

        sink?.Invoke(Stable.Create(descriptor, LocationOf(where), descriptor.DefaultSeverity, hints, arguments));
    }

    /// <summary>Takes note of an error that another type reports.</summary>
    public void Fail(string? fault = null)
    {
        Failed = true;
        Fault ??= fault;
    }

    /// <summary>Adds, as a warning, what is an error for other causes.</summary>
    public void Warn(DiagnosticDescriptor descriptor, ISymbol where, params object[] arguments) =>
        sink?.Invoke(Stable.Create(descriptor, LocationOf(where), DiagnosticSeverity.Warning, hints: null, arguments));

    /// <summary>Where a symbol stands; for one of another assembly or project, the type that has it from there.</summary>
    private Location LocationOf(ISymbol where) =>
        (SymbolEqualityComparer.Default.Equals(where.ContainingAssembly, type.ContainingAssembly) ? where : type).Locations[0];
}
