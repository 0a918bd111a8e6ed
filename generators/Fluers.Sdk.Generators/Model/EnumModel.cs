namespace Fluers.Sdk.Generators.Model;

/// <summary>An enum that a member is of.</summary>
/// <param name="FullName">The full name as C#.</param>
/// <param name="Values">The names with their numbers, in the order of the source.</param>
internal sealed record EnumModel(string FullName, EquatableArray<EnumValueModel> Values)
{
    /// <summary>Whether its values are sets of bits.</summary>
    public bool IsFlags { get; init; }

    /// <summary>The numbers that were in use once.</summary>
    public EquatableArray<decimal> Retired { get; init; }
}

/// <summary>A name of a number; <see langword="decimal"/> holds those of every underlying type.</summary>
internal sealed record EnumValueModel(string Name, decimal Number);
