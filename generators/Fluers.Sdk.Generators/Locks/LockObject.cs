using System.Globalization;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>An object of a lock file, read property by property; what nobody asked for is an error, for it would be lost.</summary>
internal sealed class LockObject
{
    private readonly JsonObject _json;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public LockObject(JsonNode json) =>
        _json = json as JsonObject ?? throw new LockException("expected an object", json.Line);

    public int Line => _json.Line;

    public bool Has(string name) => _json[name] is not null;

    public string Text(string name) => Get(name) is JsonText { IsString: true } text ? text.Text : throw Wrong($"\"{name}\" is no string");

    /// <summary>A string that is what it must be.</summary>
    /// <param name="name">The property.</param>
    /// <param name="isValid">Whether a text is.</param>
    /// <param name="what">What it must be, behind "is no".</param>
    public string Text(string name, Func<string, bool> isValid, string what) => Text(name) is var text && isValid(text) ? text : throw Wrong($"'{Excerpt.Of(text)}' is no {what}");

    /// <summary>A string, or a word that is none.</summary>
    public string Word(string name) => Get(name) is JsonText text ? text.Text : throw Wrong($"\"{name}\" is no single value");

    public int Integer(string name, int least, int greatest) => Number(name) is var number && number >= least && number <= greatest
        ? (int)number
        : throw Wrong(string.Format(CultureInfo.InvariantCulture, "\"{0}\" is {1}, expected {2} to {3}", name, number, least, greatest));

    public decimal Number(string name) => Get(name) is JsonText { IsString: false } text
        && decimal.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw Wrong($"\"{name}\" is no integer");

    /// <summary>Whether a property is there and true.</summary>
    public bool Flag(string name) => Has(name) && Get(name) switch
    {
        JsonText { IsString: false, Text: "true" } => true,
        JsonText { IsString: false, Text: "false" } => false,
        _ => throw Wrong($"\"{name}\" is neither true nor false"),
    };

    public IEnumerable<LockObject> Objects(string name) => Get(name) is JsonArray array
        ? array.Items.Select(item => new LockObject(item))
        : throw Wrong($"\"{name}\" is no array");

    /// <summary>Checks that every property was asked for.</summary>
    public void End()
    {
        foreach ((string name, _) in _json.Members)
        {
            if (!_seen.Contains(name))
            {
                throw Wrong($"\"{Excerpt.Of(name)}\" is not known; a newer Fluers.Sdk may have written it");
            }
        }
    }

    public LockException Wrong(string reason) => new(reason, Line);

    private JsonNode Get(string name)
    {
        _seen.Add(name);
        return _json[name] ?? throw Wrong($"\"{name}\" is missing");
    }
}
