using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics.Completion;

/// <summary>What is reported of types that another generator completes.</summary>
internal static class CompletionDescriptors
{
    public static readonly DiagnosticDescriptor CompletedElsewhere = Describe.Error(
        "FLU1210", "Another generator writes a part of a stored type",
        "'{0}' {1}; no source generator sees what another one writes, so {2}");
}
