using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>Gives out the names of a formatter's locals and methods, each once.</summary>
internal sealed class FreeNames
{
    private readonly HashSet<string> _locals = new(StringComparer.Ordinal) { "reader", "writer", "value", "count", "unknown", "defaults", "key" };
    private readonly HashSet<string> _methods = new(StringComparer.Ordinal) { "Value" };   // ReadValue and WriteValue are the formatter's own

    /// <summary>A name for a local: the one that is wanted, unless something else in the method has it.</summary>
    public string Local(string wanted)
    {
        while (!_locals.Add(wanted))
        {
            wanted += "_";
        }

        return TypeNames.Identifier(wanted);
    }

    /// <summary>A name behind Read and Write for the methods of a collection, and of the collections inside it.</summary>
    public string Methods(string wanted, ValueModel value)
    {
        string[] suffixes = [.. Suffixes(value)];
        while (suffixes.Any(suffix => _methods.Contains(wanted + suffix)))
        {
            wanted += "_";
        }

        _methods.UnionWith(suffixes.Select(suffix => wanted + suffix));
        return wanted;
    }

    private static IEnumerable<string> Suffixes(ValueModel value) => value.Kind is ValueKind.Scalar or ValueKind.Enum or ValueKind.Parameter
        || value is { Kind: ValueKind.Generated, Parts.Count: 0 }
        ? []
        : value.Children.SelectMany(child => InsideOf(value, child.Value).Select(inner => child.Suffix + inner)).Prepend("");

    // Every type argument has a format, named like a method for it.
    private static IEnumerable<string> InsideOf(ValueModel value, ValueModel child) =>
        value.Kind == ValueKind.Generated ? Suffixes(child).DefaultIfEmpty("") : Suffixes(child);
}
