using System.Globalization;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// A shape and what became of it in other hands: by a change or two, or under other names alone. Every two of them are a pair of an older
/// and a newer build.
/// </summary>
/// <param name="Number">Tells families apart.</param>
/// <param name="Shapes">The shapes; the last one is the first under other names.</param>
internal sealed record Family(int Number, SchemaShape[] Shapes)
{
    private readonly ShapeSource[] _sources = new ShapeSource[Shapes.Length];

    public int Count => Shapes.Length;

    public string IdOf(int member) => string.Create(CultureInfo.InvariantCulture, $"family{Number}-{member}");

    public string SpaceOf(int member) => string.Create(CultureInfo.InvariantCulture, $"Family{Number}_{member}");

    public static Family Next(int number, int members, Random random, ChangeBag changes)
    {
        var shapes = new RandomShape(random) { HasMarks = true };
        var evolver = new Evolver(random, shapes);
        SchemaShape first = ChangeBag.Reachable(shapes.Next());
        return new Family(number, [first, .. Enumerable.Range(0, members - 2).Select(_ => changes.Evolve(first, evolver, static _ => true, static _ => true)), evolver.Disguised(first)]);
    }

    /// <summary>The code of each, spelled as it happens.</summary>
    public IEnumerable<string> Print(Random random)
    {
        for (int i = 0; i < Count; i++)
        {
            _sources[i] = new ShapeSource(Shapes[i], random) { MayUseLibrary = true };
            yield return _sources[i].Print(SpaceOf(i), IdOf(i));
        }
    }

    /// <summary>The code of another project that they refer to, after they were printed.</summary>
    public IEnumerable<string> Libraries => _sources.Select(source => source.Library);

    /// <summary>Whether one kind of collection became another, which is no change.</summary>
    public bool AreSpelledInTwoWays(int one, int other) =>
        _sources[one].Kinds.Any(kind => _sources[other].Kinds.TryGetValue(kind.Key, out string? kindThere) && kindThere[0] == kind.Value[0] && kindThere != kind.Value);

    /// <summary>The block of a lock in which one of them was the first version and another followed: what is out of use is remembered.</summary>
    /// <param name="member">The other.</param>
    /// <param name="isSameVersion">Whether both are builds of the version.</param>
    public SchemaShape Locked(int member, out bool isSameVersion)
    {
        isSameVersion = Judge.Compare(Shapes[0], Shapes[member]).All(finding => finding.Rule.IsSafe);
        return Remembrance.Of(Shapes[0], Shapes[member], keepRequired: isSameVersion);
    }
}
