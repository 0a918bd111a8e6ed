using System.Globalization;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>The versions of one schema, each a change or two away from the one before.</summary>
/// <param name="Number">Tells chains apart.</param>
/// <param name="Shapes">The shapes, that of version 1 first.</param>
/// <param name="Blocks">The same as the lock has them, with what is out of use.</param>
/// <param name="Oldest">The oldest version that the newest build reads.</param>
internal sealed record Chain(int Number, SchemaShape[] Shapes, SchemaShape[] Blocks, int Oldest)
{
    /// <summary>The newest shape as its code has it; <see langword="null"/> where the lock does not have the version yet. Types may have been renamed since it was recorded.</summary>
    public SchemaShape? Renamed { get; init; }

    private readonly Snapshot[] _snapshots = [.. Blocks.Select((block, i) => new Snapshot(i + 1, i == Blocks.Length - 1 ? Shapes[i] : block, $"global::{SpaceOf(Number)}.RootHistory", "Root", ShapeSource.Formatters))];

    public int Newest => Shapes.Length;

    public string Space => SpaceOf(Number);

    public string Id => string.Create(CultureInfo.InvariantCulture, $"schema{Number}");

    /// <summary>The hops, that from version 1 first.</summary>
    public IReadOnlyList<HopModel> Hops => field ??= [.. _snapshots.Zip(_snapshots.Skip(1), HopPlanner.Plan)];

    /// <summary>The oldest version whose build may go on beside the newest.</summary>
    public int MinReader => MinReaderOf(Newest);

    /// <summary>The oldest version whose build may go on beside that of a version, by the words of the rule.</summary>
    public int MinReaderOf(int version)
    {
        int oldest = version;
        int least = version == Newest ? Oldest : 1;
        while (oldest > least && !Hops[oldest - 2].Gaps.Any() && IsSafe(oldest - 1, oldest) && IsSafe(oldest - 1, version))
        {
            oldest--;
        }

        return oldest;
    }

    /// <summary>The lock after builds of the first so many versions.</summary>
    public SchemaLock LockOf(int versions) => LockOf(Id, Blocks.Take(versions));

    /// <summary>The shape of a version.</summary>
    public SchemaShape this[int version] => Shapes[version - 1];

    /// <param name="number">Tells chains apart.</param>
    /// <param name="versions">How many versions it has.</param>
    /// <param name="random">Decides.</param>
    /// <param name="changes">The changes.</param>
    public static Chain Next(int number, int versions, Random random, ChangeBag changes)
    {
        var shapes = new RandomShape(random);
        var evolver = new Evolver(random, shapes);
        List<SchemaShape> all = [ChangeBag.Reachable(shapes.Next())];
        List<SchemaShape> blocks = [all[0]];
        int rolling = random.Next(5) < 2 ? versions : random.Next(1, versions / 2 + 1);   // from here on, older builds go on beside newer ones
        while (all.Count < versions)
        {
            int first = Math.Max(rolling, 1) - 1;
            bool rolls = all.Count >= rolling;
            SchemaLock before = LockOf("", blocks);
            all.Add(changes.Evolve(all[^1], evolver, change => !rolls || Rules.Of(change).IsSafe, now =>
                (!rolls || blocks.Skip(first).All(block => Judge.Compare(block, now).All(finding => finding.Rule.IsSafe)))
                && !new LockReview("Root", blocks.Count + 1, now, LockMode.Update).Of(before, "").Any(complaint => complaint.IsError)));
            blocks.Add(Remembrance.Of(blocks[^1], all[^1], keepRequired: false));
        }

        return new Chain(number, [.. all], [.. blocks], Oldest: random.Next(8) == 0 ? 2 : 1) { Renamed = random.Next(2) == 0 ? evolver.Renamed(all[^1]) : null };
    }

    /// <summary>The lock that a build of a version finds.</summary>
    public string LockBefore(int version) => LockWriter.Write(LockOf(version == Newest && Renamed is not null ? version : version - 1));

    /// <summary>The code of a version.</summary>
    public string SourceOf(int version)
    {
        int oldest = version == Newest ? Oldest : 1;
        Snapshot end = new(version, this[version], $"global::{Space}.RootHistory", "Root", ShapeSource.Formatters);
        IEnumerable<string> hops = Enumerable.Range(oldest, version - oldest)
            .Select(from => from + 1 == version ? (Hop: HopPlanner.Plan(_snapshots[from - 1], end), Next: end) : (Hop: Hops[from - 1], Next: _snapshots[from]))
            .Where(hop => hop.Hop.Gaps.Any())
            .Select(hop => GapValues.UpOf(hop.Hop, hop.Next));
        string source = ShapeSource.Of(version == Newest && Renamed is { } renamed ? renamed : this[version], Space, Id, version);
        return (oldest == 1 ? source : source.Replace($"Id = \"{Id}\"", $"Id = \"{Id}\", OldestReadable = {oldest}", StringComparison.Ordinal))
            + $"namespace {Space} {{ static partial class RootHistory {{ {string.Join("\n", hops)} }} }}";
    }

    /// <summary>
    /// A version with only those members of the schema itself that it and all later versions have in one and the same type: what every
    /// hop brings over as it is.
    /// </summary>
    public SchemaShape Kept(int version, int since)
    {
        MemberShape[][] members = [.. Shapes.Skip(since - 1).Select(shape => ((PartShape)shape.Root).Members.ToArray())];
        return this[version] with
        {
            Root = (PartShape)this[version].Root with
            {
                Members = [.. members[0].Where(member => member.Type.Form == TypeForm.Scalar && members.All(others => others.Contains(member)))],
            },
        };
    }

    private bool IsSafe(int old, int now) => Judge.Compare(Blocks[old - 1], now == Newest ? this[now] : Blocks[now - 1]).All(finding => finding.Rule.IsSafe);

    private static SchemaLock LockOf(string id, IEnumerable<SchemaShape> blocks) => new(id, blocks.Select((block, i) => new VersionBlock(i + 1, IsPublished: true, block)).ToEquatableArray());

    private static string SpaceOf(int number) => string.Create(CultureInfo.InvariantCulture, $"Schema{number}");
}
