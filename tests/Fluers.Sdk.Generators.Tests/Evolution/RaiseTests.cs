using System.Globalization;
using System.Reflection;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Fluers.Sdk.Testing;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// What happens after a raise, held against the verdicts: random schemas go through random hops, all that is generated of their locks is
/// compiled, and the builds of all versions read and save what the others stored.
/// </summary>
public sealed class RaiseTests
{
    private static readonly int Batches = Sweep.Length(2, full: 4);
    private static readonly int ChainsPerBatch = Sweep.Length(10, full: 20);
    private const int Versions = 5;
    private const int MostChanges = 12;
    private const int PayloadsPerVersion = 4;
    private static readonly int PlannedHops = Sweep.Length(400, full: 2000);
    private const int MostPlannedChanges = 4;
    private static readonly int Hits = Sweep.Length(4, full: 20);

    // A change that happened to come up rarely is given out more often, until it has come up often enough.
    private const int MoreBatches = 20;
    private const int MoreChains = 5;

    private const string UnderOlderBuild = "under an older build";

    private static readonly Row TooNew = new("refused as too new");
    private static readonly Row TooOld = new("refused as too old");
    private static readonly Row Shared = new("kept for an admitted build");
    private static readonly Row Copied = new("copied by an admitted build");
    private static readonly Row Renamed = new("types renamed under their hops");

    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("FLUERS_SEED") ?? "30260", CultureInfo.InvariantCulture);

    private readonly Tally _tally = new(Hits);

    private static IEnumerable<Change> Raisable => Evolver.Changes.Where(change => Rules.Of(change).Placement != Placement.Never);

    [Fact]
    public void A_hop_asks_for_a_value_exactly_where_there_is_a_gap()
    {
        int chains = PlannedHops / (Versions - 1);
        Row[] rows = [.. Raisable.Select(change => new Row("", change))];
        var random = new Random(Seed);
        var changes = new ChangeBag(random, MostPlannedChanges, Raisable);
        for (int number = 0; number < chains || (number < 2 * chains && _tally.Rare(rows) is not []); number++)
        {
            CheckGaps(Chain.Next(number, Versions, random, changes), $"seed {Seed}, chain {number}");
        }

        _tally.Print($"seed {Seed}");
        _tally.AssertNoneIsRare(rows, $"seed {Seed}");
    }

    [Fact]
    public async Task A_hop_brings_over_all_that_it_can_and_older_builds_go_on_where_they_are_admitted()
    {
        Row[] rows = [.. Raisable.Select(change => new Row("", change)), .. Raisable.Where(change => Rules.Of(change).IsSafe).Select(change => new Row(UnderOlderBuild, change)), TooNew, Shared, Copied, Renamed];
        await Task.WhenAll(Enumerable.Range(0, Batches).Select(batch => Task.Run(() => RunAsync(Seed + batch, ChainsPerBatch, []))));
        int batches = Batches;
        while (batches < Batches + MoreBatches && _tally.Rare(rows) is [_, ..] rare)
        {
            await RunAsync(Seed + batches++, MoreChains, [.. rare.Select(row => row.Change).OfType<Change>().Distinct()]);
        }

        string seeds = $"seeds {Seed} to {Seed + batches - 1}";
        _tally.Print(seeds);
        _tally.AssertNoneIsRare(rows, seeds);
    }

    private async Task RunAsync(int seed, int count, IEnumerable<Change> rare)
    {
        var random = new Random(seed);
        // What a shape has one place for, or what undoes another, comes twice as often.
        Change[] all = [.. Raisable, Change.LogAdded, Change.LogRemoved, Change.SetToSequence, Change.SequenceToSet, Change.NumberAndEnum];
        var changes = new ChangeBag(random, MostChanges, all.Concat(rare.SelectMany(change => Enumerable.Repeat(change, all.Length / 4))));
        Chain[] chains = [.. Enumerable.Range(0, count).Select(number => Chain.Next(number, Versions, random, changes))];
        foreach (Chain chain in chains)
        {
            CheckGaps(chain, $"seed {seed}, chain {chain.Number}");
        }

        Assembly newest = Compile(chains, Versions);
        foreach (Chain chain in chains)
        {
            await CheckOldDataAsync(chain, newest, random, $"seed {seed}, chain {chain.Number}");
            if (chain.Renamed is { } renamed && renamed != chain[chain.Newest] && chain.Hops.Any(hop => hop.Gaps.Any()))
            {
                _tally.Hit(Renamed);
            }
        }

        // Of each chain one older build, admitted or just not.
        foreach (IGrouping<int, Chain> sharing in chains.GroupBy(chain => chain.MinReader > 1 && (chain.MinReader == Versions || random.Next(4) == 0) ? chain.MinReader - 1 : chain.MinReader))
        {
            Assembly older = Compile([.. sharing], sharing.Key);
            foreach (Chain chain in sharing)
            {
                await CheckOlderBuildAsync(chain, sharing.Key, ChainBuild.Of(older, chain), ChainBuild.Of(newest, chain), random, $"seed {seed}, chain {chain.Number}, build {sharing.Key}");
            }
        }
    }

    private void CheckGaps(Chain chain, string context)
    {
        for (int hop = 1; hop < chain.Newest; hop++)
        {
            SchemaShape next = hop + 1 == chain.Newest ? chain[hop + 1] : chain.Blocks[hop];
            IReadOnlyList<Finding> findings = Judge.Compare(chain.Blocks[hop - 1], next);
            _tally.Hit(findings);
            string found = string.Join(", ", findings.Select(finding => $"{finding.Change} {finding.Place.Path} ({finding.Was} → {finding.Is})"));
            string gaps = string.Join(", ", chain.Hops[hop - 1].Gaps.Select(gap => $"{gap.Type} {gap.Name}"));
            Assert.True(findings.Any(finding => finding.Rule.IsGap) == gaps.Length > 0, $"{context}, hop {hop}: {found}; the hop asks for ({gaps})");

            // Where builds must be able to go on beside each other, no older one is parted with that the version before let in.
            SchemaLock before = chain.LockOf(hop);
            bool parts = MinReader.Of(before.Versions, hop + 1, next, static _ => false) > MinReader.Of([.. before.Versions.Take(hop - 1)], hop, before.Last.Shape, static _ => false);
            bool isTold = new LockReview("Root", hop + 1, next with { IsRolling = true }, LockMode.Update).Of(before, chain.Id).Any(complaint => complaint.Id == "FLU1420");
            Assert.True(parts == isTold, $"{context}, hop {hop}: {found}; an older build is {(parts ? "" : "not ")}parted with, and that is {(isTold ? "" : "not ")}told of");
        }
    }

    private static Assembly Compile(IReadOnlyList<Chain> chains, int version)
    {
        IEnumerable<string> sources = chains.Select(chain => chain.SourceOf(version)).Append(ShapeSource.Common).Select(source => Consumer.Usings + source);
        return GeneratorRun.Of(new Consumer { FollowsNull = version == Versions }.Compile(sources), chains.Where(_ => version > 1).Select(chain => new TextFile($"/project/schemas/{chain.Id}.schema.json", chain.LockBefore(version))))
            .Load(worst: DiagnosticSeverity.Hidden);
    }

    /// <summary>Whether the newest build reads all that older ones stored, and by when it stores that anew.</summary>
    private async Task CheckOldDataAsync(Chain chain, Assembly assembly, Random random, string context)
    {
        ChainBuild build = ChainBuild.Of(assembly, chain);
        Assert.True(build.Schema.MinReader == chain.MinReader, $"{context}: minReader {build.Schema.MinReader}, expected {chain.MinReader}");
        Assert.Equal(chain.Oldest, build.Schema.OldestReadable);
        for (int version = 1; version < chain.Newest; version++)
        {
            string from = $"{context}, from version {version}";
            byte[] first = ChainBuild.Frame(build.Schema.IdHash, new RandomPayload(chain[version], random).Next(), version, version);
            await using StoredHead stored = await StoredHead.OfAsync(first);
            (SchemaVerdict? verdict, int found) = await build.LoadAndSaveAsync(stored.Store, StoredHead.Id, touched: null);
            if (version < chain.Oldest)
            {
                Assert.Equal(SchemaVerdict.TooOld, verdict);
                Assert.Equal(first, await stored.ReadAsync());
                _tally.Hit(TooOld);
                continue;
            }

            Assert.Equal((SchemaVerdict.Older, version), (verdict, found));
            FrameHeader saved = FrameHeader.Parse(await stored.ReadAsync());
            Assert.Equal((chain.Newest, chain.MinReader), (saved.Version, saved.MinReader));
            for (int i = 0; i < PayloadsPerVersion; i++)
            {
                byte[] payload = new RandomPayload(chain[version], random).Next();
                string? loss = new Payloads(chain[version]).FirstLoss(payload, ChainBuild.ThroughSnapshot(assembly, chain, version, payload));
                Assert.True(loss is null, $"{from}, its own types: {loss}");

                if (version >= chain.MinReader)
                {
                    CheckShared(chain, build, version, payload, from);
                    continue;
                }

                // What several hops bring over is what each of them does: members that a version between does not have end there.
                byte[] upgraded = build.Upgraded(ChainBuild.Frame(build.Schema.IdHash, payload, version, version));
                loss = (version == chain.Newest - 1 ? new Raised(chain[version], chain[chain.Newest]) : new Raised(chain.Kept(version, version), chain.Kept(chain.Newest, version)))
                    .FirstLoss(Payloads.Parse(payload), Payloads.Parse(upgraded));
                Assert.True(loss is null, $"{from}: {loss}");
            }
        }
    }

    /// <summary>
    /// Whether the newest build keeps all that an admitted one stored, under its own stamp and under that of each version between: what it
    /// has of its own is for it to find again.
    /// </summary>
    private void CheckShared(Chain chain, ChainBuild newest, int version, byte[] payload, string context)
    {
        for (int stamp = version; stamp < chain.Newest; stamp++)
        {
            byte[] saved = newest.Upgraded(ChainBuild.Frame(newest.Schema.IdHash, payload, stamp, Math.Min(version, chain.MinReaderOf(stamp))));
            string? loss = new Payloads(chain[version]).FirstLoss(payload, saved);
            Assert.True(loss is null, $"{context}, stamped {stamp}: {loss}");
            _tally.Hit(Shared);
        }
    }

    /// <summary>Whether what a build copies of a newer one's, which it does not know in full, is to the newest what the newer one stored.</summary>
    private async Task CheckCopiesAsync(Chain chain, int version, ChainBuild older, ChainBuild newest, Random random, string context)
    {
        for (int stamp = Math.Max(version + 1, chain.Oldest); stamp <= chain.Newest; stamp++)
        {
            int minReader = chain.MinReaderOf(stamp);
            if (minReader > version)
            {
                continue;
            }

            byte[] frame = ChainBuild.Frame(newest.Schema.IdHash, new RandomPayload(chain[stamp], random) { WritesAll = true }.Next(), stamp, minReader);
            await using StoredHead stored = await StoredHead.OfAsync(frame);
            string? loss = new Payloads(chain[chain.Newest]).FirstLoss(newest.Upgraded(frame), newest.Upgraded(await older.CopyAsync(stored)));
            Assert.True(loss is null, $"{context}, a copy of version {stamp}: {loss}");
            _tally.Hit(Copied);
        }
    }

    /// <summary>Whether an older build that is admitted saves newer data unharmed under the stamp that it came with, and another refuses it.</summary>
    private async Task CheckOlderBuildAsync(Chain chain, int version, ChainBuild older, ChainBuild newest, Random random, string context)
    {
        const int touched = 4711;
        for (int i = 0; i < PayloadsPerVersion; i++)
        {
            byte[] raw = ChainBuild.Frame(newest.Schema.IdHash, new RandomPayload(chain[chain.Newest], random).Next(), chain.Newest, chain.MinReader);
            byte[] payload = newest.Upgraded(raw);   // as the newest build writes it
            await using StoredHead stored = await StoredHead.OfAsync(ChainBuild.Frame(newest.Schema.IdHash, payload, chain.Newest, chain.MinReader));
            byte[] before = await stored.ReadAsync();
            (SchemaVerdict? verdict, int found) = await older.LoadAndSaveAsync(stored.Store, StoredHead.Id, touched);
            if (version < chain.MinReader)
            {
                Assert.Equal(SchemaVerdict.TooNew, verdict);
                Assert.Equal(before, await stored.ReadAsync());
                _tally.Hit(TooNew);
                continue;
            }

            Assert.Equal((SchemaVerdict.NewerReadable, chain.Newest), (verdict, found));
            FrameHeader saved = FrameHeader.Parse(await stored.ReadAsync());
            Assert.Equal((chain.Newest, chain.MinReader), (saved.Version, saved.MinReader));

            object?[] expected = (object?[])Payloads.Parse(payload)!;
            expected[0] = touched;
            Assert.Equal((SchemaVerdict.Current, chain.Newest), await newest.LoadAndSaveAsync(stored.Store, StoredHead.Id, touched: null));
            string? loss = new Payloads(chain[chain.Newest]).FirstLoss(expected, Payloads.Parse(newest.Upgraded(await stored.ReadAsync())));
            Assert.True(loss is null, $"{context}: {loss}");
        }

        await CheckCopiesAsync(chain, version, older, newest, random, context);
        if (version >= chain.MinReader)
        {
            _tally.Hit(Judge.Compare(chain.Blocks[version - 1], chain[chain.Newest]), UnderOlderBuild);
        }
    }
}
