using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics.Use;

/// <summary>What is reported of code that uses schemas.</summary>
internal static class UseDescriptors
{
    public static readonly DiagnosticDescriptor NoSchema = Describe.Error(
        "FLU1701", "A store or session of a type that is no schema",
        "'{0}' is no schema, so no store can keep it; give it [SessionSchema(1)], or name the type that has it");

    public static readonly DiagnosticDescriptor PastTheGuard = Describe.Warning(
        "FLU1702", "MessagePackSerializer used directly on a schema type",
        "MessagePackSerializer writes '{0}' without its schema and version, and reads any version as today's; use SessionSchema<{0}>.Instance, whose frames tell both");

    public static readonly DiagnosticDescriptor SnapshotEscapes = Describe.Warning(
        "FLU1703", "A snapshot type escapes migration code",
        "'{0}' is version {1} of something that has moved on; use it in '{2}' alone, and the type of today everywhere else");

    public static readonly DiagnosticDescriptor Rebuilt = Describe.Warning(
        "FLU1704", "A loaded value is rebuilt member by member, which drops unknown members",
        "'{0}' is made anew from the members of '{1}', which drops what a newer build stored in it; {2}");
}
