namespace Fluers.Sdk.Generators.Model;

/// <summary>The names of generated files.</summary>
internal static class HintNames
{
    /// <summary>The metadata name of a type, numbered where two differ by case only.</summary>
    /// <param name="type">The metadata name.</param>
    /// <param name="all">Those of all types that have such a file.</param>
    /// <param name="suffix">What stands behind it, for a second file of the type; no type's name has a hyphen.</param>
    public static string Of(string type, IEnumerable<string> all, string suffix = "")
    {
        int twin = all.Count(other => string.Equals(other, type, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(other, type) < 0);

        // A file's name takes fewer characters than an identifier: combining marks, for one, are escaped.
        string name = string.Concat(type.Select(c => char.IsLetterOrDigit(c) || c is '.' or '+' or '_' ? $"{c}" : $"-{(int)c:x4}"));
        return twin == 0 ? $"{name}{suffix}.g.cs" : $"{name}{suffix}.{twin}.g.cs";
    }
}
