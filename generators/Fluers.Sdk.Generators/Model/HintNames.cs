using System.Text;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Model;

/// <summary>The names of generated files. A project may have them written to disk, on a system whose names are short.</summary>
internal static class HintNames
{
    // A name has 255 bytes on most systems; some room is for what stands behind it, and for the tools that add to it.
    private const int MaxBytes = 180;

    /// <summary>The metadata name of a type, numbered where two differ by case only.</summary>
    /// <param name="type">The metadata name.</param>
    /// <param name="all">Those of all types that have such a file.</param>
    /// <param name="suffix">What stands behind it, for a second file of the type; no type's name has a hyphen.</param>
    public static string Of(string type, IEnumerable<string> all, string suffix = "")
    {
        int twin = all.Count(other => string.Equals(other, type, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(other, type) < 0);

        // A file's name takes fewer characters than an identifier: combining marks, for one, are escaped.
        string name = string.Concat(type.Select(c => char.IsLetterOrDigit(c) || c is '.' or '+' or '_' ? $"{c}" : $"-{(int)c:x4}"));
        name = Shortened(SchemaId.IsDevice(name) ? "-" + name : name, type);
        return twin == 0 ? $"{name}{suffix}.g.cs" : $"{name}{suffix}.{twin}.g.cs";
    }

    /// <summary>The end of a name that is too long, behind a hash of all of it.</summary>
    private static string Shortened(string name, string type)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
        {
            return name;
        }

        int bytes = 0;
        int start = name.Length;
        while (start > 0 && bytes + Encoding.UTF8.GetByteCount(name.Substring(start - 1, 1)) <= MaxBytes - 18)
        {
            start--;
            bytes += Encoding.UTF8.GetByteCount(name.Substring(start, 1));
        }

        return $"{Hash(type):x16}-{name.Substring(start)}";
    }

    /// <summary>FNV-1a.</summary>
    private static ulong Hash(string text) => text.Aggregate(14695981039346656037, (hash, c) => unchecked((hash ^ c) * 1099511628211));
}
