using System.Text;

namespace Fluers.Sdk.Generators.Shapes;

/// <summary>
/// Which texts are ids of schemas. Files are named after them, on every system: no separator, no two that differ by case only, none
/// that begins with a dot, and none that Windows takes for a device whatever stands behind it.
/// </summary>
internal static class SchemaId
{
    public const int MaxLength = 100;

    /// <summary>What an id is, as part of a sentence.</summary>
    public static readonly string Rule = $"an id has 1 to {MaxLength} of the characters a-z 0-9 - . _, begins with a letter, and is not called like a device of Windows (con, nul, com1)";

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul", "conin$", "conout$", "clock$",
        "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³",
    };

    public static bool Is(string text) =>
        text.Length is > 0 and <= MaxLength
        && text[0] is >= 'a' and <= 'z'
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.' or '_')
        && !IsDevice(text);

    /// <summary>The id of a schema that states none: its name in kebab case. Words break at case changes, digits stay with the word before.</summary>
    /// <param name="name">The name of the type.</param>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool startsWord = char.IsUpper(c) && i > 0
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (c == '_')
            {
                startsWord = false;
                c = '-';
            }

            if (startsWord && text.Length > 0 && text[text.Length - 1] != '-')
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString().Trim('-');
    }

    /// <summary>Whether Windows takes a file of the name for a device: what stands before the first dot decides.</summary>
    public static bool IsDevice(string fileName) => Devices.Contains(fileName.Split('.')[0].TrimEnd(' '));
}
