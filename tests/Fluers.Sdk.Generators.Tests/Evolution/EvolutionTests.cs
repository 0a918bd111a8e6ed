using System.Globalization;
using System.Reflection;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Fluers.Sdk.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// The verdicts, held against what happens: random schemas and random changes of them are compiled, and each build reads and saves what
/// the other wrote. Where a verdict says safe, nothing may be lost and nothing may be refused.
/// </summary>
public sealed class EvolutionTests
{
    private static readonly int Batches = Sweep.Length(3, full: 6);
    private const int FamiliesPerBatch = 6;
    private const int MembersPerFamily = 8;
    private const int PayloadsPerPair = 6;
    private static readonly int Pairs = Sweep.Length(800, full: 2000);
    private const int CompiledPerChange = 8;
    private static readonly int Hits = Sweep.Length(4, full: 20);

    // A change that happened to come up rarely is given out more often, until it has come up often enough.
    private const int MoreBatches = 10;
    private const int MoreFamilies = 1;

    private const string InOldData = "in old data";
    private const string UnderOldCode = "under old code";
    private const string WithoutAlarm = "without an alarm";

    // What differs in code and in no shape.
    private static readonly Row OtherKinds = new("kinds of collections among themselves");
    private static readonly Row OtherNames = new("types of equal shape under other names");
    private static readonly Row SameElements = new("elements of a set that are the same to one build alone");
    private static readonly Row AllPairs = new("pairs");

    private static readonly Row[] Rows =
    [
        .. Enum.GetValues<Change>().Select(change => new Row("", change)),
        .. Enum.GetValues<Change>().Where(change => Rules.Of(change).OldData == Verdict.Safe).Select(change => new Row(InOldData, change)),
        .. Enum.GetValues<Change>().Where(change => Rules.Of(change).IsSafe).SelectMany(change => new[] { new Row(UnderOldCode, change), new Row(WithoutAlarm, change) }),
        OtherKinds,
        OtherNames,
        SameElements,
    ];

    private readonly Tally _tally = new(Hits);

    [Fact]
    public async Task A_verdict_of_safe_is_kept_by_every_build_and_by_the_compiler()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("FLUERS_SEED") ?? "20260", CultureInfo.InvariantCulture);
        await Task.WhenAll(Enumerable.Range(0, Batches).Select(batch => Task.Run(() => RunAsync(seed + batch, FamiliesPerBatch, []))));
        int batches = Batches;
        while (batches < Batches + MoreBatches && _tally.Rare(Rows) is [_, ..] rare)
        {
            await RunAsync(seed + batches++, MoreFamilies, [.. rare.Select(row => row.Change).OfType<Change>().Distinct()]);
        }

        string seeds = $"seeds {seed} to {seed + batches - 1}";
        _tally.Print(seeds);
        _tally.AssertNoneIsRare(Rows, seeds);
        Assert.True(_tally[AllPairs] >= Pairs, $"there were {_tally[AllPairs]} pairs");
    }

    private async Task RunAsync(int seed, int count, IEnumerable<Change> rare)
    {
        var random = new Random(seed);
        // A pair has the changes of both its sides, and only where all are safe it can be run.
        Change[] all = [.. Evolver.Changes, .. Evolver.Changes.Where(change => Rules.Of(change).OldData == Verdict.Safe)];
        var changes = new ChangeBag(random, most: 2, all.Concat(rare.Where(Evolver.Changes.Contains).SelectMany(change => Enumerable.Repeat(change, all.Length / 2))));
        Family[] families = [.. Enumerable.Range(0, count).Select(number => Family.Next(number, MembersPerFamily, random, changes))];
        string[] sources = [.. families.SelectMany(family => family.Print(random)).Append(ShapeSource.Common).Select(source => Consumer.Usings + source)];
        byte[] library = Releases.Library(string.Join('\n', families.SelectMany(family => family.Libraries)));
        CSharpCompilation compilation = new Consumer { FollowsNull = false }.With(MetadataReference.CreateFromImage(library)).Compile(sources);
        GeneratorRun run = GeneratorRun.Of(compilation);
        Assembly assembly = run.Load(library: library);
        var recorded = ShapeSymbols.Of(run.Output, TestContext.Current.CancellationToken);
        var safe = new SafePairs(CompiledPerChange);
        Dictionary<string, SchemaShape> shapes = recorded.Schemas.ToDictionary(schema => schema.Schema!.Id, recorded.ShapeOf, StringComparer.Ordinal);
        foreach (Family family in families)
        {
            FamilyBuild[] builds = [.. Enumerable.Range(0, family.Count).Select(i => new FamilyBuild(assembly, family.SpaceOf(i), family.Shapes[i]))];
            for (int i = 0; i < family.Count; i++)
            {
                Assert.True(Plain(family.Shapes[i]) == Plain(shapes[family.IdOf(i)]), $"seed {seed}, {family.IdOf(i)}: the recorded shape is another than the one that was written");
                for (int j = 0; j < family.Count; j++)
                {
                    if (i != j)
                    {
                        CheckPair(family, builds, i, j, random, safe, $"seed {seed}, {family.IdOf(i)} and {j}");
                    }
                }
            }
        }

        await safe.AssertNoAlarmAsync(random);
    }

    private void CheckPair(Family family, FamilyBuild[] builds, int old, int now, Random random, SafePairs safe, string context)
    {
        _tally.Hit(AllPairs);
        FamilyBuild[] before = [builds[old]];
        SchemaShape locked = family.Shapes[old];
        if (old > 0 && random.Next(3) == 0)
        {
            locked = family.Locked(old, out bool isSameVersion);
            before = isSameVersion ? [builds[0], builds[old]] : before;
        }

        EquatableArray<Finding> findings = Judge.Compare(locked, family.Shapes[now]);
        context += $": {string.Join(", ", findings.Select(finding => $"{finding.Change} {finding.Place.Path}"))}";
        _tally.Hit(findings);
        if (family.AreSpelledInTwoWays(old, now))
        {
            _tally.Hit(OtherKinds);
        }

        if ((old, now) is (0, MembersPerFamily - 1) or (MembersPerFamily - 1, 0))
        {
            _tally.Hit(OtherNames);
            Assert.True(findings.Count == 0, context);
        }

        foreach (FamilyBuild build in before)
        {
            Check(build, builds[now], findings, random, context);
        }

        if (findings.All(finding => finding.Rule.IsSafe))
        {
            var published = new SchemaLock("root", [new VersionBlock(1, IsPublished: true, locked)]);
            Assert.DoesNotContain(new LockReview("Root", 1, family.Shapes[now] with { IsRolling = true }, LockMode.Update).Of(published, "root"), complaint => complaint.IsError);
            if (safe.Add(locked, family.Shapes[now], findings, context))
            {
                _tally.Hit(findings, WithoutAlarm);
            }
        }
    }

    private void Check(FamilyBuild old, FamilyBuild now, EquatableArray<Finding> findings, Random random, string context)
    {
        if (findings.All(finding => finding.Rule.OldData == Verdict.Safe))
        {
            var payloads = new RandomPayload(old.Shape, random);
            for (int i = 0; i < PayloadsPerPair; i++)
            {
                byte[] stored = old.Saved(payloads.Next(), context);
                if (now.SavedBeside(stored, context + ": new code on old data") is not { } saved)
                {
                    _tally.Hit(SameElements);
                    continue;
                }

                string? loss = new Payloads(old.Shape).FirstLoss(stored, saved);
                Assert.True(loss is null, $"{context}: old data, {loss}");
            }

            _tally.Hit(findings, InOldData);
        }

        if (findings.All(finding => finding.Rule.IsSafe))
        {
            var payloads = new RandomPayload(now.Shape, random);
            for (int i = 0; i < PayloadsPerPair; i++)
            {
                byte[] stored = now.Saved(payloads.Next(), context);
                if (old.SavedBeside(stored, context + ": old code on new data") is not { } saved)
                {
                    _tally.Hit(SameElements);
                    continue;
                }

                byte[] again = now.Saved(saved, context + ": new code on what old code saved");
                string? loss = new Payloads(now.Shape).FirstLoss(stored, again);
                Assert.True(loss is null, $"{context}: old code, {loss}");
            }

            _tally.Hit(findings, UnderOldCode);
        }
    }

    /// <summary>A shape without what different kinds of collections record differently: an empty one may be the zero of its type.</summary>
    private static SchemaShape Plain(SchemaShape shape) => shape with { Root = Plain(shape.Root), Types = shape.Types.Select(Plain).ToEquatableArray() };

    private static NamedShape Plain(NamedShape type) => type switch
    {
        PartShape part => part with { Members = Plain(part.Members) },
        UnionShape union => union with { Cases = union.Cases.Select(@case => @case with { Members = Plain(@case.Members) }).ToEquatableArray() },
        _ => type,
    };

    private static EquatableArray<MemberShape> Plain(EquatableArray<MemberShape> members) =>
        members.Select(member => member.Default == Defaults.Empty ? member with { Default = null } : member).ToEquatableArray();
}
