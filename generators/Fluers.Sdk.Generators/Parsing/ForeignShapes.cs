using System.Runtime.CompilerServices;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Finds the shapes that referenced assemblies carry.</summary>
internal static class ForeignShapes
{
    // An assembly stays the same symbol from one compilation to the next. What is kept here dies with it.
    private static readonly ConditionalWeakTable<IAssemblySymbol, StrongBox<EquatableArray<NamedShape>>> Known = new();

    public static EquatableArray<NamedShape> Of(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblySymbols
            .SelectMany(assembly => Known.GetValue(assembly, static found => new(Read(found))).Value)
            .ToEquatableArray();

    /// <summary>The members that a type of another assembly stores, as that assembly says itself.</summary>
    public static IEnumerable<MemberShape> MembersOf(INamedTypeSymbol type)
    {
        IAssemblySymbol assembly = type.ContainingAssembly;
        string name = FullNames.Definition(TypeNames.BareName(type));
        return SchemaParser.IdOf(type) is { } id
            ? SchemaOf(assembly, id)?.AllMembers ?? []
            : Known.GetValue(assembly, static found => new(Read(found))).Value.OfType<PartShape>().FirstOrDefault(part => part.Name == name)?.AllMembers ?? [];
    }

    private static NamedShape? SchemaOf(IAssemblySymbol assembly, string id)
    {
        foreach (AttributeData attribute in assembly.GetAttributes().Where(attribute => attribute.AttributeClass is { } kind && kind.IsNamed(KnownAttributes.Shape)))
        {
            try
            {
                if (attribute.ConstructorArguments is [{ Value: string text }] && LockReader.Read(text) is var schema && schema.Id == id)
                {
                    return schema.Last.Shape.Root;
                }
            }
            catch (LockException)
            {
                // of an Fluers.Sdk to come, as below
            }
        }

        return null;
    }

    private static EquatableArray<NamedShape> Read(IAssemblySymbol assembly)
    {
        bool usesSdk = assembly.Name == KnownAttributes.Sdk
            || assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == KnownAttributes.Sdk));
        if (!usesSdk || assembly.Find(KnownAttributes.Parts)?.ConstructorArguments is not [{ Value: string text }])
        {
            return default;
        }

        try
        {
            return LockReader.ReadTypes(text);
        }
        catch (LockException)
        {
            return default;   // of an Fluers.Sdk to come: what is not understood is not guessed at
        }
    }
}
