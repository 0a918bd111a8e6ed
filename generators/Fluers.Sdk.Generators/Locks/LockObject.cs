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

    /// <summary>A string, or the text of another scalar.</summary>
    public string Text(string name) => Get(name) is JsonText text ? text.Text : throw Wrong($"\"{name}\" is no single value");

    public int Integer(string name) => Number(name) is var number && number >= int.MinValue && number <= int.MaxValue && number == decimal.Truncate(number)
        ? (int)number
        : throw Wrong($"\"{name}\" is no integer");

    public decimal Number(string name) => Get(name) is JsonText { IsString: false } text
        && decimal.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw Wrong($"\"{name}\" is no integer");

    /// <summary>Whether a property is there and true.</summary>
    public bool Flag(string name) => Has(name) && Text(name) == "true";

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
                throw Wrong($"\"{name}\" is not known; a newer Fluers.Sdk may have written it");
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
