namespace Fluers.Sdk.Generators.Model;

/// <summary>
/// How a kind of collection is walked and built, as C#. The elements' types stand for <c>{0}</c>; <c>items</c> is the
/// collection, <c>count</c> the number of its elements, <c>i</c> the number of one of them, what is read <c>{1}</c>,
/// and what tells apart elements or keys <c>{2}</c>.
/// </summary>
internal sealed record CollectionForm
{
    /// <summary>What is taken of a collection that cannot be counted, or that others may change, before it is walked.</summary>
    public string? Snapshot { get; init; }

    /// <summary>How many elements there are.</summary>
    public string Count { get; init; } = "items.Count";

    /// <summary>What a loop walks over.</summary>
    public string Walk { get; init; } = "items";

    /// <summary>What is filled.</summary>
    public required string New { get; init; }

    /// <summary>What fills it: a statement, or, if <see cref="IsUnique"/>, a condition that fails for what is there already.</summary>
    public required string Add { get; init; }

    /// <summary>Whether it is an array, which may have to grow.</summary>
    public bool IsArray { get; init; }

    /// <summary>What brings the elements into their order when all are there.</summary>
    public string? Turn { get; init; }

    /// <summary>What is made of it when it is full.</summary>
    public string Done { get; init; } = "items";

    /// <summary>Whether nothing may be in it twice.</summary>
    public bool IsUnique { get; init; }

    /// <summary>Whether the elements of a set, or the keys of a map, stand in their own order.</summary>
    public bool IsSorted { get; init; }
}
