using System.Globalization;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// The rows of the table that are no changes of a shape: what a schema is called, its version, and the oldest that it reads. They are made
/// to random schemas, all in one project with the locks of before.
/// </summary>
public sealed class IdentityTests
{
    private const int Schemas = 20;

    private static readonly Dictionary<string, string[]> Expected = new()
    {
        ["renamed"] = ["error FLU1003"],
        ["renamed, with its id"] = [],
        ["renamed and changed"] = ["warning FLU1401"],
        ["a version skipped"] = ["error FLU1005"],
        ["a version back"] = ["error FLU1004"],
        ["reads less"] = ["warning FLU1425"],
        ["reads less beside older builds"] = ["error FLU1425"],
    };

    [Fact]
    public async Task Names_and_versions_are_judged_alike_whatever_the_shape()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("FLUERS_SEED") ?? "40260", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var changes = new ChangeBag(random, most: 1, Evolver.Changes.Where(change => Rules.Of(change).Placement == Placement.Anywhere));
        var sources = new List<string> { ShapeSource.Common };
        var locks = new List<TextFile>();
        var rows = new List<string> { "" };
        foreach (string row in Expected.Keys)
        {
            for (int i = 0; i < Schemas; i++)
            {
                var shapes = new RandomShape(random);
                SchemaShape shape = ChangeBag.Reachable(shapes.Next());
                SchemaShape now = row == "renamed and changed" ? changes.Evolve(shape, new Evolver(random, shapes), static _ => true, static _ => true) : shape;
                string id = string.Create(CultureInfo.InvariantCulture, $"schema{rows.Count}");
                sources.Add(SourceOf(row, now, id, rows.Count));
                locks.Add(LockOf(row, shape, id));
                rows.Add(row);
            }
        }

        GeneratorRun run = GeneratorRun.Of(new Consumer { FollowsNull = false }.Compile(sources.Select(source => Consumer.Usings + source)), locks);
        ILookup<string, Diagnostic> found = (await run.Output.WithAnalyzers([new LockAnalyzer()], Analysis.OptionsOf(locks, "update")).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken))
            .ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath ?? Path.GetFileName(diagnostic.Location.GetLineSpan().Path));
        for (int i = 1; i < rows.Count; i++)
        {
            string[] here = [.. found[string.Create(CultureInfo.InvariantCulture, $"File{i}.cs")].Select(diagnostic => $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}")];
            Assert.True(Expected[rows[i]].SequenceEqual(here), $"seed {seed}, {rows[i]}, schema{i}: {string.Join(", ", here)}");

            // The lock that a schema left behind says so, unless it is known whose it was.
            Assert.Equal(rows[i] == "renamed and changed" ? ["FLU1423"] : Array.Empty<string>(), found[$"schema{i}.schema.json"].Select(diagnostic => diagnostic.Id));
        }
    }

    private static string SourceOf(string row, SchemaShape shape, string id, int number)
    {
        int version = row == "a version skipped" || ReadsLess(row) ? 3 : 1;
        string stated = string.Create(CultureInfo.InvariantCulture, $"SessionSchema({version}, Id = \"{id}\"");
        string source = ShapeSource.Of(shape, $"Space{number}", id, version);
        Assert.Contains(stated, source, StringComparison.Ordinal);
        return row switch
        {
            "renamed" or "renamed and changed" => Renamed(source).Replace(stated, $"SessionSchema({version}", StringComparison.Ordinal),
            "renamed, with its id" => Renamed(source),
            "reads less" => source.Replace(stated, stated + ", OldestReadable = 2", StringComparison.Ordinal),
            "reads less beside older builds" => source.Replace(stated, stated + ", OldestReadable = 2, Compatibility = Compatibility.Rolling", StringComparison.Ordinal),
            _ => source,
        };

        string Renamed(string text) => text.Replace(" record Root ", $" record Other{number} ", StringComparison.Ordinal);
    }

    private static bool ReadsLess(string row) => row.StartsWith("reads less", StringComparison.Ordinal);

    private static TextFile LockOf(string row, SchemaShape shape, string id)
    {
        int versions = row == "a version back" ? 2 : ReadsLess(row) ? 3 : 1;
        SchemaShape recorded = shape with { IsRolling = row == "reads less beside older builds" };
        var blocks = Enumerable.Range(1, versions).Select(version => new VersionBlock(version, IsPublished: true, recorded)).ToEquatableArray();
        return new TextFile($"/project/schemas/{SchemaLock.FileNameOf(id)}", LockWriter.Write(new SchemaLock(id, blocks)));
    }
}
