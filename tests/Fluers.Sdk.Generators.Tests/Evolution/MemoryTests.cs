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
