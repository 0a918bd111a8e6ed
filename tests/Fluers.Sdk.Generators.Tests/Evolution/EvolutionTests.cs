using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Fluers.Sdk.Generators.Tests.RoundTrips;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// The verdicts, held against what happens: random schemas and random changes of them are compiled, and each build reads and saves what
/// the other wrote. Where a verdict says safe, nothing may be lost and nothing may be refused.
/// </summary>
public sealed class EvolutionTests
{
    private const int Batches = 20;
    private const int SchemasPerBatch = 10;
    private const int PairsPerSchema = 10;
    private const int PayloadsPerPair = 6;
    private const int HitsPerChange = 20;

    [Fact]
    public void A_verdict_of_safe_is_kept_by_every_build()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("FLUERS_SEED") ?? "20260", CultureInfo.InvariantCulture);
        var hits = new ConcurrentDictionary<Change, int>();
        Parallel.For(0, Batches, batch => Run(seed + batch, hits));

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', hits.OrderBy(hit => hit.Key).Select(hit => $"{hit.Key}: {hit.Value}")));
        foreach (Change change in Evolver.Changes)
        {
            Assert.True(hits.GetValueOrDefault(change) >= HitsPerChange, $"{change} was tried {hits.GetValueOrDefault(change)} times (seed {seed})");
        }
    }

    private static void Run(int seed, ConcurrentDictionary<Change, int> hits)
    {
        var random = new Random(seed);
        Schema[] schemas = [.. Enumerable.Range(0, SchemasPerBatch).Select(number => Schema.Next(number, random))];
        CSharpCompilation compilation = new Consumer().Compile(schemas.SelectMany(schema => schema.Sources).Select(source => Consumer.Usings + source));
        GeneratorRun run = GeneratorRun.Of(compilation);
        Assembly assembly = run.Load();
        var recorded = ShapeSymbols.Of(run.Output, TestContext.Current.CancellationToken);
        Dictionary<string, SchemaShape> shapes = recorded.Schemas.ToDictionary(schema => schema.Schema!.Id, recorded.ShapeOf, StringComparer.Ordinal);
        foreach (Schema schema in schemas)
        {
            for (int version = 0; version <= PairsPerSchema; version++)
            {
                string context = $"seed {seed}, {schema.IdOf(version)}";
                Assert.True(schema.Shapes[version] == shapes[schema.IdOf(version)], $"{context}: the recorded shape is another than the one that was written\n{schema.SourceOf(version)}");
                if (version > 0)
                {
                    IReadOnlyList<Finding> findings = Judge.Compare(schema.Shapes[0], schema.Shapes[version]);
                    foreach (Finding finding in findings)
                    {
                        hits.AddOrUpdate(finding.Change, 1, static (_, count) => count + 1);
                    }

                    context += $": {string.Join(", ", findings.Select(finding => $"{finding.Change} {finding.Place.Path}"))}";
                    Check(new Build(assembly, schema, 0), new Build(assembly, schema, version), findings, random, context);
                }
            }
        }
    }

    private static void Check(Build old, Build now, IReadOnlyList<Finding> findings, Random random, string context)
    {
        if (findings.All(finding => finding.Rule.OldData == Verdict.Safe))
        {
            var payloads = new RandomPayload(old.Shape, random);
            for (int i = 0; i < PayloadsPerPair; i++)
            {
                byte[] stored = old.Saved(payloads.Next(), context);
                byte[] saved = now.Saved(stored, context + ": new code on old data");
                string? loss = new Payloads(old.Shape).FirstLoss(stored, saved);
                Assert.True(loss is null, $"{context}: old data, {loss}");
            }
        }

        if (findings.All(finding => finding.Rule.IsSafe))
        {
            var payloads = new RandomPayload(now.Shape, random);
            for (int i = 0; i < PayloadsPerPair; i++)
            {
                byte[] stored = now.Saved(payloads.Next(), context);
                byte[] saved = old.Saved(stored, context + ": old code on new data");
                byte[] again = now.Saved(saved, context + ": new code on what old code saved");
                string? loss = new Payloads(now.Shape).FirstLoss(stored, again);
                Assert.True(loss is null, $"{context}: old code, {loss}");
            }

            var published = new SchemaLock("root", [new VersionBlock(1, IsPublished: true, old.Shape)]);
            Assert.DoesNotContain(new LockReview("Root", 1, now.Shape, isRolling: true, LockMode.Update).Of(published, "root"), complaint => complaint.IsError);
        }
    }

    /// <summary>A shape, and others that were made of it by a change or two.</summary>
    private sealed record Schema(int Number, SchemaShape[] Shapes)
    {
        public IEnumerable<string> Sources => Enumerable.Range(0, Shapes.Length).Select(SourceOf);

        public string IdOf(int version) => $"schema{Number}-{version}";

        public string SpaceOf(int version) => $"Schema{Number}_{version}";

        public string SourceOf(int version) => ShapeSource.Of(Shapes[version], SpaceOf(version), IdOf(version));

        public static Schema Next(int number, Random random)
        {
            var shapes = new RandomShape(random);
            SchemaShape old = RandomEvolution.Reachable(shapes.Next());
            var evolver = new Evolver(random, shapes);
            return new Schema(number, [old, .. Enumerable.Range(0, PairsPerSchema).Select(_ => RandomEvolution.Next(old, evolver, random, static (_, _) => true))]);
        }
    }

    /// <summary>A build with one of the shapes.</summary>
    private sealed class Build
    {
        private readonly Func<byte[], byte[]> _save;

        public Build(Assembly assembly, Schema schema, int version)
        {
            Shape = schema.Shapes[version];
            Type type = assembly.GetType($"{schema.SpaceOf(version)}.Root", throwOnError: true)!;
            _save = typeof(Build).GetMethod(nameof(SaveOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<byte[], byte[]>>();
        }

        public SchemaShape Shape { get; }

        /// <summary>Reads bytes and writes what was read.</summary>
        public byte[] Saved(byte[] bytes, string context)
        {
            try
            {
                return _save(bytes);
            }
            catch (SessionException refusal)
            {
                throw new Xunit.Sdk.XunitException($"{context}: {refusal.Message}");
            }
        }

        private static byte[] SaveOf<T>(byte[] bytes)
            where T : ISessionSchema<T> => Payload.Write(Payload.Read<T>(bytes));
    }
}
