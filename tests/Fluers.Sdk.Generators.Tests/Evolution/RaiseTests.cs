using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// What happens after a raise, held against the verdicts: random schemas go through two random hops, the generated code is compiled,
/// and data of both older versions is read by it.
/// </summary>
public sealed class RaiseTests
{
    private const int Batches = 10;
    private const int ChainsPerBatch = 50;
    private const int PayloadsPerVersion = 4;
    private const int HitsPerChange = 20;

    [Fact]
    public void A_hop_brings_over_all_that_it_can_and_asks_exactly_for_the_gaps()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("FLUERS_SEED") ?? "30260", CultureInfo.InvariantCulture);
        var hits = new ConcurrentDictionary<Change, int>();
        int executed = 0;
        Parallel.For(0, Batches, batch => Interlocked.Add(ref executed, Run(seed + batch, hits)));

        Assert.True(executed >= Batches * ChainsPerBatch / 2, $"only {executed} chains could be run (seed {seed})");
        foreach (Change change in Evolver.Changes.Where(change => Rules.Of(change).Placement != Placement.Never))
        {
            Assert.True(hits.GetValueOrDefault(change) >= HitsPerChange, $"{change} was tried {hits.GetValueOrDefault(change)} times (seed {seed})");
        }
    }

    private static int Run(int seed, ConcurrentDictionary<Change, int> hits)
    {
        var random = new Random(seed);
        Chain[] chains = [.. Enumerable.Range(0, ChainsPerBatch).Select(number => Chain.Next(number, random))];
        foreach (Chain chain in chains)
        {
            for (int hop = 0; hop < 2; hop++)
            {
                IReadOnlyList<Finding> findings = Judge.Compare(chain.Shapes[hop], chain.Shapes[hop + 1]);
                foreach (Finding finding in findings)
                {
                    hits.AddOrUpdate(finding.Change, 1, static (_, count) => count + 1);
                }

                string context = $"seed {seed}, chain {chain.Number}, hop {hop + 1}: {string.Join(", ", findings.Select(finding => $"{finding.Change} {finding.Place.Path} ({finding.Was} → {finding.Is})"))}";
                string gaps = string.Join(", ", chain.Hops[hop].Gaps.Select(gap => $"{gap.Type} {gap.Name}"));
                Assert.True(findings.Any(finding => finding.Rule.IsGap) == gaps.Length > 0, $"{context}; the hop asks for ({gaps})");
            }
        }

        CSharpCompilation compilation = new Consumer().Compile(chains.Select(chain => Consumer.Usings + chain.Source));
        GeneratorRun run = GeneratorRun.Of(compilation, chains.Select(chain => new TextFile($"/project/schemas/{chain.Id}.schema.json", chain.Lock)));
        Assembly assembly = run.Load(worst: DiagnosticSeverity.Hidden);
        foreach (Chain chain in chains.Where(chain => chain.CanRun))
        {
            Check(chain, assembly, random, $"seed {seed}, chain {chain.Number}");
        }

        return chains.Count(chain => chain.CanRun);
    }

    private static void Check(Chain chain, Assembly assembly, Random random, string context)
    {
        Type type = assembly.GetType($"{chain.Space}.Root", throwOnError: true)!;
        var save = typeof(RaiseTests).GetMethod(nameof(SaveOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<byte[], int, byte[]>>();
        var last = new Raised(chain.Shapes[1], chain.Shapes[2]);
        for (int i = 0; i < PayloadsPerVersion; i++)
        {
            byte[] second = new RandomPayload(chain.Shapes[1], random).Next();
            string? loss = last.FirstLoss(Payloads.Parse(second), Payloads.Parse(save(second, 2)));
            Assert.True(loss is null, $"{context}, from version 2: {loss}");

            // What both hops bring over is what each of them does: members that the version between does not have end there.
            byte[] first = new RandomPayload(chain.Shapes[0], random).Next();
            loss = new Raised(chain.Between(0), chain.Between(2)).FirstLoss(Payloads.Parse(first), Payloads.Parse(save(first, 1)));
            Assert.True(loss is null, $"{context}, from version 1: {loss}");
        }
    }

    private static byte[] SaveOf<T>(byte[] payload, int version)
        where T : ISessionSchema<T>
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = FrameKind.Entry, SchemaHash = T.Schema.IdHash, Version = version, MinReader = version }.Seal(frame);
        return T.Schema.Encode(T.Schema.Decode(frame), FrameKind.Entry)[FrameHeader.Size..];
    }

    /// <summary>Three versions of a schema.</summary>
    private sealed record Chain(int Number, SchemaShape[] Shapes)
    {
        public string Space => $"Schema{Number}";

        public string Id => $"schema{Number}";

        public IReadOnlyList<HopModel> Hops { get; } = HopsOf(Number, Shapes);

        /// <summary>Whether the test can make up the values that the hops ask for.</summary>
        public bool CanRun => Hops.SelectMany(hop => hop.Gaps).All(gap => ValueOf(gap) is not null);

        public string Lock => LockWriter.Write(new SchemaLock(Id, [new VersionBlock(1, IsPublished: true, Shapes[0]), new VersionBlock(2, IsPublished: true, Shapes[1])]));

        public string Source => ShapeSource.Of(Shapes[2], Space, Id, version: 3) + $$"""
            namespace {{Space}}
            {
                static partial class RootHistory
                {
                    {{string.Join("\n", Hops.Where(hop => hop.Gaps.Any()).Select(UpOf))}}
                }
            }
            """;

        public static Chain Next(int number, Random random)
        {
            var shapes = new RandomShape(random);
            var evolver = new Evolver(random, shapes);
            SchemaShape first = RandomEvolution.Reachable(shapes.Next());
            SchemaShape second = RandomEvolution.Next(first, evolver, random, IsAllowed);
            return new Chain(number, [first, second, RandomEvolution.Next(second, evolver, random, IsAllowed)]);
        }

        /// <summary>The first or the last shape, with only those members of the schema itself that all three have in one and the same type.</summary>
        public SchemaShape Between(int version)
        {
            var root = (PartShape)Shapes[version].Root;
            return Shapes[version] with
            {
                Root = root with
                {
                    Members = [.. root.Members.Where(member => Shapes.All(shape => ((PartShape)shape.Root).Members.Any(other => other == member && other.Type.Form == TypeForm.Scalar)))],
                },
            };
        }

        private static bool IsAllowed(SchemaShape old, SchemaShape now) => Judge.Compare(old, now).All(finding => finding.Rule.Placement != Placement.Never);

        private static HopModel[] HopsOf(int number, SchemaShape[] shapes)
        {
            Snapshot[] snapshots = [.. shapes.Select((shape, i) => new Snapshot(i + 1, shape, $"global::Schema{number}.RootHistory", "Root"))];
            return [HopPlanner.Plan(snapshots[0], snapshots[1]), HopPlanner.Plan(snapshots[1], snapshots[2])];
        }

        private static string UpOf(HopModel hop) =>
            $"public static partial V{hop.From + 1}.Root Up(V{hop.From}.Root s) => s.ToV{hop.From + 1}({string.Join(", ", hop.Gaps.Select(gap => $"{gap.Name}: {ValueOf(gap) ?? "default!"}"))});";

        /// <summary>Some value of a gap; <see langword="null"/> for types that the test cannot make up.</summary>
        private static string? ValueOf(HopParameter gap)
        {
            const string function = "global::System.Func<";
            bool isFunction = gap.Type.StartsWith(function, StringComparison.Ordinal);
            string type = isFunction ? gap.Type[(gap.Type.IndexOf(", ", StringComparison.Ordinal) + 2)..^1] : gap.Type;
            string? value = type.TrimEnd('?') switch
            {
                "string" => "\"gap\"",
                "bool" or "byte" or "short" or "int" or "uint" or "long" or "float" or "double" or "decimal" or "global::System.Guid" => "default",
                _ => null,
            };
            return value is not null && isFunction ? $"_ => {value}" : value;
        }
    }
}
