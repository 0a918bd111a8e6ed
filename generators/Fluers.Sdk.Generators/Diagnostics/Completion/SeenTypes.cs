using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics.Completion;

/// <summary>The stored types as the generator saw them: the shapes that it put into the assembly. In an editor it does not while somebody types.</summary>
internal sealed class SeenTypes
{
    private readonly Dictionary<string, NamedShape> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NamedShape?> _schemas = new(StringComparer.Ordinal);

    private SeenTypes()
    {
    }

    public static SeenTypes In(IAssemblySymbol assembly)
    {
        var seen = new SeenTypes();
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (attribute is { AttributeClass: { } type, ConstructorArguments: [{ Value: string text }] })
            {
                seen.Add(type, text);
            }
        }

        return seen;
    }

    /// <summary>What a type was seen as; <see langword="null"/> where that is not recorded.</summary>
    public NamedShape? Find(INamedTypeSymbol type) => SchemaParser.IdOf(type) is { } id
        ? _schemas.TryGetValue(id, out NamedShape? root) ? root : null
        : _parts.TryGetValue(FullNames.Definition(TypeNames.BareName(type)), out NamedShape part) ? part : null;

    private void Add(INamedTypeSymbol attribute, string text)
    {
        try
        {
            if (attribute.IsNamed(KnownAttributes.Shape))
            {
                SchemaLock schema = LockReader.Read(text);
                // An id that two types have, which is an error of its own, does not tell whose shape this is.
                _schemas[schema.Id] = _schemas.ContainsKey(schema.Id) ? null : schema.Last.Shape.Root;
            }
            else if (attribute.IsNamed(KnownAttributes.Parts))
            {
                foreach (NamedShape part in LockReader.ReadTypes(text))
                {
                    _parts[part.Name] = part;
                }
            }
        }
        catch (LockException)
        {
            // Somebody else wrote the attribute: it says nothing of what was generated.
        }
    }
}
