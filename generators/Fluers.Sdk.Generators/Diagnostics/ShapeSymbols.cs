using System.Runtime.CompilerServices;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>The shapes of a compilation's types, with the symbols that they came from. It is made once, and only when someone asks.</summary>
internal sealed class ShapeSymbols
{
    private readonly Dictionary<string, INamedTypeSymbol> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalShape> _shapes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _enums = new(StringComparer.Ordinal);
    private static readonly ConditionalWeakTable<Compilation, Slot> Known = new();

    private readonly ShapeIndex _index;

    private ShapeSymbols(Compilation compilation, CancellationToken cancellation)
    {
        foreach (INamedTypeSymbol type in compilation.Assembly.GlobalNamespace.AllTypes())
        {
            _symbols[FullNames.Definition(TypeNames.BareName(type))] = type;
            if (SchemaParser.IdOf(type) is { } id)
            {
                _ids.Add(id);
            }

            if (type.IsSession() && TypeParser.Parse(type, compilation, new Report(type, sink: null, cancellation)) is { } model)
            {
                LocalShape shape = LocalShape.Of(model);
                _shapes[shape.FullName] = shape;
                _enums.UnionWith(shape.Enums.Select(numbers => numbers.Name));
            }
        }

        _index = new ShapeIndex(_shapes.Values, ForeignShapes.Of(compilation));
        HashSet<string> faulty = [.. _index.Uncertain];
        Schemas = [.. _shapes.Values.Where(type => type.Schema is not null && IsWhole(type, faulty)).OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }

    /// <summary>The shapes of a compilation: all who ask share one reading of it.</summary>
    public static ShapeSymbols Of(Compilation compilation, CancellationToken cancellation)
    {
        Slot slot = Known.GetOrCreateValue(compilation);
        lock (slot)
        {
            return slot.Shapes ??= new ShapeSymbols(compilation, cancellation);
        }
    }

    /// <summary>The schemas that can be stored, in the order of their names.</summary>
    public IReadOnlyList<LocalShape> Schemas { get; }

    /// <summary>The types that state to be a schema, those at fault among them.</summary>
    public IEnumerable<INamedTypeSymbol> SchemaTypes => _symbols.Values.Where(type => type.Has(KnownAttributes.Schema)).OrderBy(TypeNames.MetadataName, StringComparer.Ordinal);

    /// <summary>Whether some type states to be the schema of an id, though it may be at fault and have no shape.</summary>
    public bool HasId(string id) => _ids.Contains(id);

    /// <summary>The shape of a type by itself; <see langword="null"/> for one at fault.</summary>
    public LocalShape? Find(INamedTypeSymbol type) => _shapes.TryGetValue(FullNames.Definition(TypeNames.BareName(type)), out LocalShape shape) ? shape : null;

    public INamedTypeSymbol SymbolOf(LocalShape type) => _symbols[type.FullName];

    public SchemaShape ShapeOf(LocalShape schema) => _index.Of(schema);

    /// <summary>What stands at a place of a schema; the schema itself where that is in another assembly.</summary>
    public ISymbol Find(LocalShape schema, Place place)
    {
        string? name = place.Type.Length == 0 ? schema.FullName
            : _index.FullNames(schema).TryGetValue(place.Type, out string full) ? full
            : null;
        if (name is not null && place.Case is not null)
        {
            name = (_shapes.TryGetValue(name, out LocalShape union) ? union.Listed.FirstOrDefault(listed => listed.Name == place.Case)?.FullName : null)
                ?? _shapes.Values.FirstOrDefault(type => type.Case?.Union == name && type.Case.Name == place.Case)?.FullName;
        }

        return name is null || !_symbols.TryGetValue(name, out INamedTypeSymbol symbol)
            ? SymbolOf(schema)
            : place.Member is null ? symbol : MemberOf(symbol, place.Member) ?? symbol;
    }

    /// <summary>Whether a stored member is of an enum.</summary>
    public bool IsStoredEnum(INamedTypeSymbol type) => _enums.Contains(FullNames.Definition(TypeNames.BareName(type)));

    /// <summary>Whether all that a schema is made of has a shape; of what has none, another analyzer says why.</summary>
    private bool IsWhole(LocalShape schema, HashSet<string> faulty) =>
        !faulty.Contains(schema.FullName)
        && !_index.Missing(schema).Any(_symbols.ContainsKey)
        && (faulty.Count == 0 || !_index.FullNames(schema).Values.Any(faulty.Contains));

    private ISymbol? MemberOf(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (level.GetMembers(name).FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol && member.Locations[0].IsInSource) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private sealed class Slot
    {
        public ShapeSymbols? Shapes { get; set; }
    }
}
