using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>What the analyzers report: one id per cause.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Describe.Fatal(
        "FLU1001", "Schema types and their containers must be partial",
        "'{0}' must be partial, so that its formatter can be generated into '{1}'; write '{2}'");

    public static readonly DiagnosticDescriptor WrongKind = Describe.Fatal(
        "FLU1002", "This kind of type cannot be a schema",
        "'{0}' cannot be stored in a session: {1}");

    public static readonly DiagnosticDescriptor NoConstructor = Describe.Fatal(
        "FLU1008", "No usable constructor for the keyed members",
        "'{0}' cannot be made when reading: {1}; give it a constructor without parameters, or one whose parameters have the names and types of keyed members");

    public static readonly DiagnosticDescriptor ForeignKey = Describe.Warning(
        "FLU1009", "[Key] of another namespace on a session member",
        "'{0}.{1}' has the [Key] of System.ComponentModel.DataAnnotations, which says nothing to a session; use the one of MessagePack");

    public static readonly DiagnosticDescriptor HistoryTaken = Describe.Error(
        "FLU1010", "The name of the class for the older versions is taken",
        "{0}");

    public static readonly DiagnosticDescriptor NoKey = Describe.Fatal(
        "FLU1101", "Member has neither [Key] nor [IgnoreMember]",
        "'{0}.{1}' {2}");

    public static readonly DiagnosticDescriptor DuplicateKey = Describe.Fatal(
        "FLU1102", "Duplicate key",
        "'{0}.{1}' and '{0}.{2}' both have key {3}; give one of them another key");

    public static readonly DiagnosticDescriptor BadKey = Describe.Error(
        "FLU1103", "Key negative, too large, or a gap wider than 8",
        "'{0}.{1}' has the key {2}; {3}");

    public static readonly DiagnosticDescriptor NotSettable = Describe.Fatal(
        "FLU1104", "Member cannot be set when reading",
        "'{0}.{1}' cannot be set when a session is read: {2}");

    public static readonly DiagnosticDescriptor NotConstant = Describe.Warning(
        "FLU1108", "Default is not a constant of the program",
        "'{0}.{1}' has a default that {2}");

    public static readonly DiagnosticDescriptor BadLog = Describe.Fatal(
        "FLU1110", "More than one log, or a log whose entry type is not a schema",
        "'{0}.{1}' cannot be the session's log: {2}");

    public static readonly DiagnosticDescriptor NullNeverKept = Describe.Fatal(
        "FLU1111", "A nullable member with a non-null default could never hold null",
        "'{0}.{1}' may be null but has another default, so null would come back as the default; make it non-nullable, or drop the default");

    public static readonly DiagnosticDescriptor NotInitialized = Describe.Fatal(
        "FLU1112", "A non-nullable reference is neither required nor initialized",
        "'{0}.{1}' may not be null but has no value when it is absent; write '{2}', or {3}");

    public static readonly DiagnosticDescriptor DefaultNotRecorded = Describe.Fatal(
        "FLU1113", "A default of another project is not recorded",
        "'{0}.{1}' is declared by '{2}' in the project '{3}', and which default it has there is not recorded; reference Fluers.Sdk in that project and build it again, or make the member required or nullable there");

    public static readonly DiagnosticDescriptor NoFormat = Describe.Fatal(
        "FLU1201", "Type has no format",
        "'{0}.{1}' ({2}) cannot be stored: {3}");

    public static readonly DiagnosticDescriptor UnsafeType = Describe.Fatal(
        "FLU1203", "object, dynamic, Type, delegate, pointer: cannot be locked and is unsafe",
        "'{0}.{1}' ({2}) cannot be stored: {3}");

    public static readonly DiagnosticDescriptor NoUnion = Describe.Fatal(
        "FLU1204", "Interface, abstract class or union declaration without [SessionUnion]",
        "'{0}.{1}' ({2}) cannot be stored: {3}");

    public static readonly DiagnosticDescriptor BadMapKey = Describe.Fatal(
        "FLU1205", "Dictionary key type is not stable",
        "'{0}.{1}' ({2}) cannot be stored: {3}");

    public static readonly DiagnosticDescriptor DateTimeKind = Describe.Warning(
        "FLU1207", "DateTime loses its kind",
        "'{0}.{1}' ({2}) holds a DateTime, which is stored as UTC and comes back as such, and cannot be local; write '{3}', or suppress this if all times are UTC");

    public static readonly DiagnosticDescriptor LiveResource = Describe.Fatal(
        "FLU1209", "A live resource or a secret in a session",
        "'{0}.{1}' ({2}) cannot be stored: {3}");

    public static readonly DiagnosticDescriptor NoCases = Describe.Error(
        "FLU1601", "Union has no cases",
        "The union '{0}' has no cases; give each type that derives from it, or that its declaration lists, [Case(tag)]");

    public static readonly DiagnosticDescriptor CaseOfNothing = Describe.Fatal(
        "FLU1602", "Case does not derive from its union",
        "'{0}' has [Case] but derives from no type with [SessionUnion], and no union declaration lists it; derive it from its union, or remove the attribute");

    public static readonly DiagnosticDescriptor CaseNotSealed = Describe.Fatal(
        "FLU1603", "Case is not sealed",
        "The case '{0}' is not sealed, so a type derived from it would be stored as '{0}'; seal it");

    public static readonly DiagnosticDescriptor NoUnknownCase = Describe.Fatal(
        "FLU1604", "Union declaration does not list its case Unknown",
        "The union '{0}' has no place for a case of a newer build, which would be lost; write '{1}': the case Unknown is generated");

    public static readonly DiagnosticDescriptor BadCase = Describe.Fatal(
        "FLU1605", "Type cannot be a case of the union that lists it",
        "The union '{0}' cannot have the case '{1}': {2}");

    public static readonly DiagnosticDescriptor DerivedWithoutCase = Describe.Error(
        "FLU1611", "Derived type has no [Case]",
        "'{0}' derives from the union '{1}' but is no case of it; give it [Case(tag)] with a tag never used before");

    public static readonly DiagnosticDescriptor DuplicateTag = Describe.Error(
        "FLU1612", "Duplicate tag",
        "'{0}' and '{1}' both have tag {2} in the union '{3}'; give one of them another tag");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotPartial, WrongKind, NoConstructor, ForeignKey, HistoryTaken,
        NoKey, DuplicateKey, BadKey, NotSettable, NotConstant, BadLog, NullNeverKept, NotInitialized, DefaultNotRecorded,
        NoFormat, UnsafeType, NoUnion, BadMapKey, DateTimeKind, LiveResource,
        NoCases, CaseOfNothing, CaseNotSealed, NoUnknownCase, BadCase, DerivedWithoutCase, DuplicateTag,
    ];
}
