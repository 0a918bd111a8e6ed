using System.Globalization;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// A version that grew has had builds of several shapes: its lock judges what comes next as strictly as each of them does, whatever became
/// one type or two in the meantime.
/// </summary>
public sealed class MemoryTests
{
    private const int Schemas = 3_000;
    private const int MostChanges = 3;
    private const int Hits = 20;

    // By the name alone: the lock knows that the key is out of use, and that is what counts for builds.
    private static readonly Change[] Moves = [Change.MemberMoved, Change.TagMoved, Change.EnumValueRenumbered];

    [Fact]
    public void A_lock_forgets_nothing_of_any_build_of_its_version()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("FLUERS_SEED") ?? "50260", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var removals = new ChangeBag(random, MostChanges, Change.MemberRemoved, Change.MemberRemoved, Change.MemberAdded, Change.MemberRenamed, Change.CaseAdded, Change.EnumValueAdded);
        int remembered = 0;
        for (int i = 0; i < Schemas; i++)
        {
            var shapes = new RandomShape(random);
            var evolver = new Evolver(random, shapes);
            SchemaShape grown = ChangeBag.Reachable(shapes.Next());
            SchemaShape first = Required(evolver.Disguised(grown), evolver);
            if (!IsSafe(first, grown))
            {
                continue;
            }

            SchemaShape locked = Remembrance.Of(first, grown, keepRequired: true);
            SchemaShape next = removals.Evolve(grown, evolver, static _ => true, static _ => true);
            bool isTaken = IsSafe(locked, next);
            Assert.True(!isTaken || (IsSafe(first, next) && IsSafe(grown, next)), $"seed {seed}, schema {i}: {string.Join(", ", Judge.Compare(first, next).Select(finding => $"{finding.Change} {finding.Place.Path}"))}");
            remembered += !isTaken && IsSafe(grown, next) ? 1 : 0;
        }

        Assert.True(remembered >= Hits, $"the memory of the lock counted {remembered} times");
    }

    /// <summary>One branch grows a published version, another raises it: what a text merge makes of the two is a lock, or it is refused.</summary>
    [Fact]
    public void Two_branches_that_use_one_key_for_two_things_make_no_lock()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("FLUERS_SEED") ?? "60260", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var changes = new ChangeBag(random, MostChanges, Change.MemberAdded, Change.MemberRemoved, Change.CaseAdded, Change.EnumValueAdded);
        int refused = 0;
        int read = 0;
        for (int i = 0; i < Schemas / 10; i++)
        {
            var shapes = new RandomShape(random);
            var evolver = new Evolver(random, shapes);
            SchemaShape first = ChangeBag.Reachable(shapes.Next());
            SchemaShape grown = Remembrance.Of(first, changes.Evolve(first, evolver, static _ => true, static _ => true), keepRequired: true);
            SchemaShape raised = Remembrance.Of(first, changes.Evolve(first, evolver, static _ => true, static _ => true), keepRequired: false);
            string text = LockWriter.Write(new SchemaLock("root", [new VersionBlock(1, IsPublished: true, grown), new VersionBlock(2, IsPublished: true, raised)]));
            string[] doubled = [.. DoubledIn(grown, raised), .. DoubledTagsIn(grown, raised)];
            LockException? fault = Record.Exception(() => LockReader.Read(text)) as LockException;
            Assert.True(fault is { IsDiverged: true } == doubled.Length > 0, $"seed {seed}, schema {i}: {string.Join(", ", doubled)}; {fault?.Message ?? "read"}");
            refused += fault is null ? 0 : 1;
            read += fault is null ? 1 : 0;
        }

        Assert.True(refused >= Hits && read >= Hits, $"{refused} were refused and {read} read");
    }

    /// <summary>The keys that stand for members of two types, or for one that is out of use. Types keep their names, and names are given once.</summary>
    private static IEnumerable<string> DoubledIn(SchemaShape old, SchemaShape now) =>
        from one in old.Types.Append(old.Root)
        from other in now.Types.Append(now.Root)
        where one.Name == other.Name
        from pair in Pairs(one, other)
        where !pair.Is.IsRetired && pair.Was.Name != pair.Is.Name && (pair.Was.IsRetired || !new SameType(old, now).Of(pair.Was.Type, pair.Is.Type))
        select $"{one.Name}.{pair.Is.Name}";

    /// <summary>The tags that stand for cases of two types.</summary>
    private static IEnumerable<string> DoubledTagsIn(SchemaShape old, SchemaShape now) =>
        from one in old.Types.OfType<UnionShape>()
        from other in now.Types.OfType<UnionShape>()
        where one.Name == other.Name
        from was in one.Cases
        from @is in other.Cases
        where was.Tag == @is.Tag && was.Name != @is.Name && !new SameType(old, now).OfMembers(was.Members, @is.Members)
        select $"{one.Name}.{@is.Name}";

    private static IEnumerable<(MemberShape Was, MemberShape Is)> Pairs(NamedShape one, NamedShape other) => (one, other) switch
    {
        (PartShape left, PartShape right) => left.Members.Join(right.Members, member => member.Key, member => member.Key, (was, @is) => (was, @is)),
        (UnionShape left, UnionShape right) => left.Cases.Join(right.Cases, @case => @case.Tag, @case => @case.Tag, (was, @is) => (was, @is))
            .Where(pair => pair.was.Name == pair.@is.Name && !pair.was.IsRetired && !pair.@is.IsRetired)
            .SelectMany(pair => pair.was.Members.Join(pair.@is.Members, member => member.Key, member => member.Key, (was, @is) => (was, @is))),
        _ => [],
    };

    /// <summary>The shape with some of its members required, as builds of before may have had them.</summary>
    private static SchemaShape Required(SchemaShape shape, Evolver evolver)
    {
        for (int i = 0; i < MostChanges; i++)
        {
            shape = evolver.Apply(shape, Change.BecameRequired) ?? shape;
        }

        return shape;
    }

    private static bool IsSafe(SchemaShape old, SchemaShape now) => Judge.Compare(old, now).All(finding => finding.Rule.IsSafe || Moves.Contains(finding.Change));
}
