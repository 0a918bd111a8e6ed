namespace Fluers.Sdk.Generators.Judging;

/// <summary>A difference between two shapes of one schema.</summary>
/// <param name="Change">What kind of change it is.</param>
/// <param name="Place">Where it was found.</param>
/// <param name="Was">What stood there, as text; empty for what is new.</param>
/// <param name="Is">What stands there now; empty for what is gone.</param>
internal sealed record Finding(Change Change, Place Place, string Was, string Is)
{
    public Rule Rule => Rules.Of(Change);
}

/// <summary>A place in the newer of two shapes.</summary>
/// <param name="Path">The way from the schema, such as <c>Customer.Name</c> or <c>Content[].Text.Value</c>.</param>
/// <param name="Type">The named type that holds the member, and behind a point its case; empty for the schema itself.</param>
/// <param name="Member">The member, case or value; <see langword="null"/> where it is gone and its type is meant.</param>
internal sealed record Place(string Path, string Type, string? Member)
{
    public static readonly Place Root = new("", "", null);

    /// <summary>A member, case or value of a type.</summary>
    public Place Of(string type, string name, bool isGone = false) =>
        new(Path.Length == 0 ? name : $"{Path}.{name}", type, isGone ? null : name);

    /// <summary>Inside the value of the member: its elements, its keys.</summary>
    public Place Inside(string suffix) => this with { Path = Path + suffix };
}
