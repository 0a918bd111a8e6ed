using System.Globalization;
using System.Text;

namespace Fluers.Sdk.Generators.Shapes;

/// <summary>Names of types as shapes spell them before they are joined.</summary>
internal static class FullNames
{
    private const string Global = "global::";

    /// <summary>The name of a type, or of the generic type that it is made of: <c>global::Shop.Box`1</c> for <c>global::Shop.Box&lt;int&gt;</c>.</summary>
    public static string Definition(string type)
    {
        var name = new StringBuilder(type.Length);
        int depth = 0;
        int brackets = 0;   // of arrays and tuples, whose commas part no arguments
        int arity = 0;
        foreach (char c in type)
        {
            depth += c == '<' ? 1 : 0;
            brackets += c is '[' or '(' ? 1 : c is ']' or ')' ? -1 : 0;
            arity += depth == 1 && (c == '<' || (c == ',' && brackets == 0)) ? 1 : 0;
            if (depth == 0)
            {
                name.Append(c);
            }

            depth -= c == '>' ? 1 : 0;
        }

        return arity == 0 ? type : name.Append('`').Append(arity.ToString(CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>Whether a text is such a name.</summary>
    public static bool Is(string text)
    {
        int arity = text.IndexOf('`');
        return ArityOf(text) is not null && text.Length <= TypeText.MaxLength
            && (arity < 0 ? text : text.Substring(0, arity)).Replace(Global, "").Split('.').All(part => Identifiers.Is(part.StartsWith("@", StringComparison.Ordinal) ? part.Substring(1) : part));
    }

    /// <summary>The number of type parameters that a name states; <see langword="null"/> where that is no number.</summary>
    public static int? ArityOf(string text)
    {
        int at = text.IndexOf('`');
        return at < 0 ? 0
            : int.TryParse(text.Substring(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int arity) && arity is > 0 and < 1000 ? arity
            : null;
    }

    /// <summary>The name without what only code needs.</summary>
    public static string Plain(string fullName)
    {
        string name = fullName.Replace(Global, "").Replace("@", "");
        int arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }
}
