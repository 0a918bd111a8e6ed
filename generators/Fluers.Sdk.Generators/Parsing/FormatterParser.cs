using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Reads <c>[MessagePackFormatter]</c>: how the one instance of the formatter is made.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="scope">The type whose generated code makes it, or the assembly.</param>
internal sealed class FormatterParser(Compilation compilation, ISymbol scope)
{
    private const string Typeless = "MessagePack.Formatters.TypelessFormatter";
    private const string ForceTypeless = "MessagePack.Formatters.ForceTypelessFormatter";
    private const string Contract = "MessagePack.Formatters.IMessagePackFormatter";

    /// <summary>Reads the attribute of a member or a type.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="type">The type of the values that the formatter is to write.</param>
    /// <param name="fault">Why it cannot.</param>
    /// <returns>The formatter as C#; <see langword="null"/> when there is a fault.</returns>
    public string? Parse(AttributeData attribute, ITypeSymbol type, out TypeFault? fault)
    {
        INamedTypeSymbol? stated = attribute.ConstructorArguments is [{ Value: INamedTypeSymbol named }, ..] ? named : null;
        INamedTypeSymbol? formatter = Closings(stated, type).FirstOrDefault(closed => Formats(closed, type));
        TypedConstant[] arguments = attribute.ConstructorArguments is [_, { Kind: TypedConstantKind.Array, IsNull: false } rest] ? [.. rest.Values] : [];
        string? made = formatter is null ? null : Made(formatter, arguments);
        string? why = stated switch
        {
            null or { TypeKind: TypeKind.Error } => "was not found",
            _ when ExternAliases.Of(stated, compilation) is { } alias => TypeFaults.Behind(stated, alias),
            { IsAbstract: true } => "is abstract, so that there can be no instance of it; name one that derives from it",
            _ when !compilation.IsSymbolAccessibleWithin(stated.OriginalDefinition, scope) => $"is out of reach of {scope.Name}; make it internal or public, or name it in the assembly that has it",
            _ when formatter is null => $"is no IMessagePackFormatter<{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}>; name one that is",
            _ when made is null => arguments.Length == 0
                ? $"has neither a constructor without parameters nor a static member Instance that {scope.Name} can reach; add one, or give the attribute the constructor's arguments"
                : "has no constructor for the arguments of the attribute; give it those of one that it has",
            _ => null,
        };
        if (why is null && stated is not null && (stated.IsNamed(Typeless) || stated.IsNamed(ForceTypeless)))
        {
            fault = TypeFault.Of(Descriptors.UnsafeType, type, $"its formatter {stated.Name} writes the names of types, and makes whatever the data names; store a type of its own, or a union of those that it may be");
            return null;
        }

        fault = why is null ? null : TypeFault.Of(Descriptors.NoFormat, type, $"its formatter {(stated is null ? "" : $"{stated.Name} ")}{why}");
        return why is null ? made : null;
    }

    /// <summary>A formatter that is generic is closed with the arguments of the type, with its elements, or with the type itself.</summary>
    private static IEnumerable<INamedTypeSymbol> Closings(INamedTypeSymbol? formatter, ITypeSymbol type)
    {
        if (formatter is not { IsUnboundGenericType: true })
        {
            return formatter is null ? [] : [formatter];
        }

        ITypeSymbol[] own = type switch
        {
            INamedTypeSymbol named => [.. named.TypeArguments],
            IArrayTypeSymbol array => [array.ElementType],
            _ => [],
        };
        return new ITypeSymbol[][] { own, [type] }
            .Where(arguments => arguments.Length == formatter.Arity)
            .Select(arguments => formatter.OriginalDefinition.Construct(arguments));
    }

    /// <summary>Whether an interface is that of formatters.</summary>
    public static bool IsContract(INamedTypeSymbol face) => face is { Name: "IMessagePackFormatter", TypeArguments.Length: 1 } && face.IsNamed(Contract);

    /// <summary>A formatter that needs no arguments, as C#; <see langword="null"/> for one that does, or is out of reach.</summary>
    public string? MadeAlone(INamedTypeSymbol formatter) =>
        !formatter.IsAbstract && ExternAliases.Of(formatter, compilation) is null && compilation.IsSymbolAccessibleWithin(formatter, scope) ? Made(formatter, []) : null;

    private static bool Formats(INamedTypeSymbol formatter, ITypeSymbol type) =>
        formatter.AllInterfaces.Any(face => IsContract(face) && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], type));

    private string? Made(INamedTypeSymbol formatter, TypedConstant[] arguments)
    {
        bool isOne = arguments.Length == 0 && formatter.GetMembers("Instance").Any(member => member.IsStatic
            && member is IFieldSymbol or IPropertySymbol { GetMethod: not null }
            && SymbolEqualityComparer.Default.Equals(FoundMembers.TypeOf(member), formatter)
            && compilation.IsSymbolAccessibleWithin(member, scope));
        if (isOne)
        {
            return $"{TypeNames.BareName(formatter)}.Instance";
        }

        bool fits = formatter.InstanceConstructors.Any(constructor => constructor.Parameters.Length == arguments.Length
            && compilation.IsSymbolAccessibleWithin(constructor, scope)
            && constructor.Parameters.Zip(arguments, Takes).All(takes => takes));
        return fits ? $"new {TypeNames.BareName(formatter)}({string.Join(", ", arguments.Select(ConstantText.OfArgument))})" : null;
    }

    private bool Takes(IParameterSymbol parameter, TypedConstant argument) => parameter.RefKind is RefKind.None or RefKind.In
        && (argument.IsNull
            ? !parameter.Type.IsValueType || parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
            : argument.Type is { } type && compilation.ClassifyCommonConversion(type, parameter.Type) is { Exists: true, IsImplicit: true });
}
