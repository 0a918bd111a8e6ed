using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds why a type cannot be stored: one cause, one id.</summary>
internal static class TypeFaults
{
    // With what derives from them.
    private static readonly HashSet<string> Live = new(StringComparer.Ordinal)
    {
        "System.IO.Stream", "System.IO.TextReader", "System.IO.TextWriter", "System.Net.Http.HttpMessageInvoker", "System.Net.Http.HttpMessageHandler",
        "System.Net.Sockets.Socket", "System.Data.Common.DbConnection", "System.Threading.CancellationToken", "System.Threading.CancellationTokenSource",
        "System.Threading.Tasks.Task", "System.Threading.Tasks.ValueTask", "System.Threading.Thread", "System.Threading.Timer",
        "System.Threading.WaitHandle", "System.Threading.SemaphoreSlim", "System.Runtime.InteropServices.SafeHandle", "System.IServiceProvider",
        "System.Security.SecureString", "System.Security.Cryptography.AsymmetricAlgorithm", "System.Security.Cryptography.X509Certificates.X509Certificate",
    };

    public static TypeFault Of(ITypeSymbol type)
    {
        string name = type.SpecialType == SpecialType.System_Object ? type.ToDisplayString() : type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString();
        if (type.TypeKind == TypeKind.Error)
        {
            return TypeFault.Of(Descriptors.NoFormat, type, $"the type {type.Name} was not found");
        }

        if (type.Has(KnownAttributes.Schema))
        {
            return TypeFault.Of(
                Descriptors.NoFormat, type, $"{type.Name} is a schema, with versions of its own, and cannot be inside another; make it a [SessionPart], or an entry of the session's log");
        }

        if (IsUnsafe(type))
        {
            return TypeFault.Of(Descriptors.UnsafeType, type, $"{name} says nothing of what it holds; store a type of its own, or a union of those that it may be") with
            {
                Anything = type.SpecialType == SpecialType.System_Object ? "object" : type.TypeKind == TypeKind.Dynamic ? "dynamic" : null,
            };
        }

        if (Bases(type).Any(level => level is INamedTypeSymbol && Live.Contains(FullName(level))))
        {
            return TypeFault.Of(
                Descriptors.LiveResource, type, $"{name} is a live resource or a secret, which does not outlive its process; mark the member [IgnoreMember], and store what it is made from");
        }

        if (UnionDeclaration.Is(type))
        {
            return TypeFault.Of(Descriptors.NoUnion, type, $"no type in the list of {name} has a number; {(IsOwn(type) ? $"write '{CodeLine.OfUnion((INamedTypeSymbol)type)}' and give each type in its list [Case(tag)]" : "make it a [SessionUnion] if it is yours")}");
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Interface } or INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: true, IsStatic: false })
        {
            return TypeFault.Of(Descriptors.NoUnion, type, $"which types are behind {name} is not known; {(IsOwn(type) ? $"write '{CodeLine.OfType((INamedTypeSymbol)type, "[SessionUnion]")}' and give each type that derives from it [Case(tag)], or store a concrete type" : "make it a [SessionUnion] if it is yours, or store a concrete type")}");
        }

        return TypeFault.Of(
            Descriptors.NoFormat,
            type,
            type is not INamedTypeSymbol named ? $"the type {name} has no format"
                : IsOwn(type) ? $"the type {name} has no format; write '{CodeLine.OfType(named, "[SessionPart]")}', or store a type that has one{(IsCompleted(named) ? $"; if another source generator gives it a format, move {named.Name} to a project of its own, for no generator sees what another one writes" : "")}"
                : $"the type {name} has no format; give it [SessionPart] if it is yours, or store a type that has one");
    }

    /// <summary>Whether whoever reads of a type can change its declaration.</summary>
    private static bool IsOwn(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, DeclaringSyntaxReferences.Length: > 0 };

    /// <summary>A type whose equal values may come back different, or whose different ones equal.</summary>
    public static TypeFault NotStable(ITypeSymbol key) =>
        TypeFault.Of(Descriptors.BadMapKey, key, $"{key.ToDisplayString()} cannot be the key of a map; use text, a whole number, an enum or a Guid");

    /// <summary>A type of which two values are only ever equal if they are one and the same, which they may be once they were stored.</summary>
    public static TypeFault NotComparable(ITypeSymbol type) => TypeFault.Of(
        Descriptors.BadMapKey, type, $"{type.ToDisplayString()} does not compare by what it holds, so a set of it could not be read again; use text, or a list");

    public static TypeFault NotOrdered(ITypeSymbol type) =>
        TypeFault.Of(Descriptors.BadMapKey, type, $"{type.ToDisplayString()} has no order of its own, so a sorted collection of it could not be read; implement IComparable<T>");

    /// <summary>Whether somebody may add to a type elsewhere.</summary>
    private static bool IsCompleted(INamedTypeSymbol type) => TypeParser.IsPartial(type.OriginalDefinition, default);

    /// <summary>A type that generated code cannot name.</summary>
    public static TypeFault Aliased(ITypeSymbol type, string alias) => TypeFault.Of(
        Descriptors.NoFormat,
        type,
        $"the type {type.Name} {Behind(type, alias)}");

    /// <summary>Why generated code cannot name a type that only an alias leads to, and what to write.</summary>
    public static string Behind(ITypeSymbol type, string alias) =>
        $"is in the assembly {type.ContainingAssembly.Name}, to which only 'extern alias {alias}' leads, and generated code has no aliases; write 'Aliases=\"global,{alias}\"' at its reference";

    private static bool IsUnsafe(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Dynamic or TypeKind.Delegate or TypeKind.Pointer or TypeKind.FunctionPointer
        || type.SpecialType is SpecialType.System_Object or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr
        || (type.Name == "Type" && type.IsNamed("System.Type"));

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            yield return level;
        }
    }

    private static string FullName(ITypeSymbol type) => $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}";
}
