namespace Fluers.Sdk.Generators.Judging;

/// <summary>A difference between two shapes of one schema.</summary>
/// <param name="Change">What kind of change it is.</param>
/// <param name="Place">Where it was found.</param>
/// <param name="Was">What stood there, as text; empty for what is new.</param>
/// <param name="Is">What stands there now; empty for what is gone.</param>
internal sealed record Finding(Change Change, Place Place, string Was, string Is)
{
    public Rule Rule => Rules.Of(Change);

    /// <summary>The key, tag or number of what stood there; <see langword="null"/> where nothing did that has one.</summary>
    public decimal? OldNumber { get; init; }

    /// <summary>Whether that was out of use.</summary>
    public bool WasRetired { get; init; }

    /// <summary>Whether what was out of use has come back as just what it was.</summary>
    public bool IsBackAgain { get; init; }
}

/// <summary>A place in the newer of two shapes.</summary>
/// <param name="Path">The way from the schema, such as <c>Customer.Name</c> or <c>Content[].Text.Value</c>.</param>
/// <param name="Type">The named type that it is in; empty for the schema itself.</param>
/// <param name="Case">The case of the type, if that is a union.</param>
/// <param name="Member">The member or the value; <see langword="null"/> where the type or the case as a whole is meant, as for what is gone.</param>
internal sealed record Place(string Path, string Type, string? Case, string? Member)
{
    public static readonly Place Root = new("", "", null, null);

    /// <summary>A member of a type or of a case, or a value of an enum.</summary>
    public Place Of(string type, string? @case, string name, bool isGone) => new(Below(name), type, @case, isGone ? null : name);

    /// <summary>A case of a union.</summary>
    public Place OfCase(string union, string name, bool isGone) => new(Below(name), union, isGone ? null : name, null);

    /// <summary>Inside the value of the member: its elements, its keys.</summary>
    public Place Inside(string suffix) => this with { Path = Path + suffix };

    private string Below(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
