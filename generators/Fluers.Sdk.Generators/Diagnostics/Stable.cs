using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>
/// Makes diagnostics that are equal where they say the same of the same place. The generator and the analyzers report the same errors:
/// the generator because it always runs, the analyzers because fixes belong to them. The compiler drops the second of two that are equal,
/// but it compares the parts of their messages as objects.
/// </summary>
internal static class Stable
{
    public static Diagnostic Create(
        DiagnosticDescriptor descriptor, Location location, DiagnosticSeverity severity, ImmutableDictionary<string, string?>? hints, params IEnumerable<object> arguments) =>
        Diagnostic.Create(descriptor, location, severity, additionalLocations: null, hints, [.. arguments.Select(argument => string.Intern(Convert.ToString(argument, CultureInfo.InvariantCulture) ?? ""))]);
}
