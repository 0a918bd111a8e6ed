using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.History;

/// <summary>The step from one version to the next.</summary>
/// <param name="From">The version that it starts from.</param>
/// <param name="Source">The full name of the schema's type in that version.</param>
/// <param name="Target">The same in the next one.</param>
/// <param name="Entry">The method for the schema's own type.</param>
/// <param name="Own">What the generated code calls the older value: a name that no parameter begins with.</param>
/// <param name="Parameters">What the author gives: the gaps, then what may be left out.</param>
/// <param name="Methods">A method for each pair of types.</param>
/// <param name="Dropped">The members that end here, as paths.</param>
internal sealed record HopModel(
    int From, string Source, string Target, string Entry, string Own, EquatableArray<HopParameter> Parameters, EquatableArray<HopMethod> Methods, EquatableArray<string> Dropped)
{
    /// <summary>What nobody but the author knows.</summary>
    public IEnumerable<HopParameter> Gaps => Parameters.Where(parameter => parameter.Default is null);
}

/// <summary>A value that the author gives, or a function where there are many.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type as C#.</param>
/// <param name="Default">What it is when it is left out, as C#; <see langword="null"/> for a gap.</param>
/// <param name="Reason">Why it is asked for, as the end of a sentence.</param>
internal sealed record HopParameter(string Name, string Type, string? Default, string Reason)
{
    /// <summary>The name of the older type of which there may be many, so that the value is a function of it; <see langword="null"/> for a value.</summary>
    public string? Of { get; init; }

    /// <summary>What the value takes the place of; <see langword="null"/> for what is new.</summary>
    public HopOrigin? Origin { get; init; }
}

/// <summary>An older member whose value does not go over by itself.</summary>
/// <param name="Member">Its name as C#.</param>
/// <param name="Was">Its type.</param>
/// <param name="Is">The type that the value must be of.</param>
/// <param name="Default">What the newer member is when it is absent, as C#; <see langword="null"/> for a required one.</param>
internal sealed record HopOrigin(string Member, TypeShape Was, TypeShape Is, string? Default);

/// <summary>Makes a value of one type from one of the version before.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Source">The full name of the older type.</param>
/// <param name="Target">The full name of the newer one.</param>
internal abstract record HopMethod(string Name, string Source, string Target);

/// <summary>Makes an object.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Source">The full name of the older type.</param>
/// <param name="Target">The full name of the newer one.</param>
/// <param name="Arguments">The arguments of its constructor.</param>
/// <param name="KeyCount">One more than the highest key of the newer type.</param>
/// <param name="Forgotten">The keys of unknown members that either version knows to mean something else, or nothing any more.</param>
internal sealed record HopObject(string Name, string Source, string Target, EquatableArray<string> Arguments, int KeyCount, EquatableArray<int> Forgotten)
    : HopMethod(Name, Source, Target)
{
    /// <summary>The members that an object initializer sets, in the order of the arguments, where there is no constructor that takes them.</summary>
    public EquatableArray<string> Initialized { get; init; }
}

/// <summary>Makes a case of a union, or a value of an enum.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Source">The full name of the older type.</param>
/// <param name="Target">The full name of the newer one.</param>
/// <param name="Arms">What each case becomes.</param>
internal sealed record HopChoice(string Name, string Source, string Target, EquatableArray<HopArm> Arms) : HopMethod(Name, Source, Target);

/// <summary>What a case becomes.</summary>
/// <param name="Pattern">The case.</param>
/// <param name="Result">What it becomes.</param>
internal sealed record HopArm(string Pattern, string Result);
