using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;

namespace Fluers.Sdk.Generators.History;

/// <summary>Gives the parameters of a hop their names, each once.</summary>
internal sealed class HopParameters
{
    private readonly List<HopParameter> _parameters = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The gaps first, then what may be left out.</summary>
    public EquatableArray<HopParameter> All => _parameters.OrderBy(parameter => parameter.Default is null ? 0 : 1).ToEquatableArray();

    /// <param name="wanted">The words of the name; where that is taken, those of the second choice.</param>
    /// <param name="type">The type as C#.</param>
    /// <param name="default">What it is when it is left out.</param>
    /// <param name="reason">Why it is asked for.</param>
    /// <param name="of">The older type that it is a function of.</param>
    /// <param name="origin">What it takes the place of.</param>
    public string Add((string First, string Second) wanted, string type, string? @default, string reason, string? of = null, HopOrigin? origin = null)
    {
        string name = Camel(wanted.First);
        if (_names.Contains(name))
        {
            name = Camel(wanted.Second);
        }

        while (!_names.Add(name))
        {
            name += "_";
        }

        name = TypeNames.Identifier(name);
        _parameters.Add(new HopParameter(name, type, @default, reason) { Of = of, Origin = origin });
        return name;
    }

    private static string Camel(string words)
    {
        string plain = words.Replace("@", "").Replace('.', '_');   // of two types of one name, the lock states the namespaces
        return char.ToLowerInvariant(plain[0]) + plain.Substring(1);
    }
}
