using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.CodeFixes.Locks;

/// <summary>What a diagnostic says of the schema and the lock that it is about.</summary>
internal static class LockHints
{
    public static Remedy RemedyOf(this Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(Hints.Remedy, out string? name) && Enum.TryParse(name, out Remedy remedy) ? remedy : Remedy.None;

    /// <summary>The metadata name of the schema's type.</summary>
    public static string? SchemaOf(this Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Hints.Schema, out string? name) ? name : null;
}
