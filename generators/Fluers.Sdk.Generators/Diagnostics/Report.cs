using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Takes what the parser finds wrong. The generator asks only whether there was an error; the analyzer passes each on.</summary>
internal sealed class Report(Action<Diagnostic>? sink, CancellationToken cancellation)
{
    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether an error was found, so that nothing can be generated.</summary>
    public bool Failed { get; private set; }

    public void Add(DiagnosticDescriptor descriptor, ISymbol where, params object[] arguments)
    {
        Failed |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        sink?.Invoke(Diagnostic.Create(descriptor, where.Locations.FirstOrDefault(location => location.IsInSource), arguments));
    }
}
