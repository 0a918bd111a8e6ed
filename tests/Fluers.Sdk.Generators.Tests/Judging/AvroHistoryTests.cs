using System.Text.Json;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Judging;

/// <summary>The pairs of schemas with which Avro tests what a reader makes of a writer's data.</summary>
public sealed class AvroHistoryTests
{
    [Fact]
    public void The_judge_agrees_with_Avro_or_the_guide_says_why_not()
    {
        string file = Path.Combine(Repository.Root, "..", "shared", "data", "schema-history", "avro-compat-pairs.json");
        Assert.SkipUnless(File.Exists(file), "the recorded schemas are not here");
        using JsonDocument pairs = JsonDocument.Parse(File.ReadAllText(file));
        string guide = Repository.Read("docs/guide/evolving-a-schema.md");
        int judged = 0;
        var reasons = new HashSet<string>();
        foreach (JsonElement pair in pairs.RootElement.EnumerateArray())
        {
            if (AvroShapes.Pair(pair.GetProperty("writer"), pair.GetProperty("reader")) is not var (old, now))
            {
                continue;
            }

            judged++;
            EquatableArray<Finding> findings = Judge.Compare(old, now);
            bool isReadable = findings.All(finding => finding.Rule.OldData != Verdict.Breaking);
            if (isReadable != pair.GetProperty("compatible").GetBoolean())
            {
                reasons.Add(Reason(findings, old, now) ?? $"nobody knows why: {string.Join(", ", findings)} for {pair.GetRawText()}");
            }
        }

        Assert.True(judged >= 60, $"only {judged} pairs have shapes");
        foreach (string reason in reasons)
        {
            Assert.True(guide.Contains($"- {reason}", StringComparison.Ordinal), reason);
        }

        Assert.Equal(6, reasons.Count);
    }

    /// <summary>Why the judge is stricter, or not as strict, in the words of the guide.</summary>
    private static string? Reason(EquatableArray<Finding> findings, SchemaShape old, SchemaShape now)
    {
        Finding? breaking = findings.FirstOrDefault(finding => finding.Rule.OldData == Verdict.Breaking);
        return breaking switch
        {
            null when findings.Count == 0 => "names of types have no meaning",
            null when findings.All(finding => finding.Change == Change.NumberAndEnum) => "an enum is its number",
            { Change: Change.Narrowed } => "a number that is rounded is a number that is lost",
            { Change: Change.TypeChanged, Was: "string" or "bytes", Is: "string" or "bytes" } => "text and bytes are two types",
            { Change: Change.TypeChanged } when IsUnion(old, breaking.Was) || IsUnion(now, breaking.Is) => "a choice of one is not that one",
            { Change: Change.CaseRemoved } => "the cases of a union do not stand in for each other",
            _ => null,
        };
    }

    private static bool IsUnion(SchemaShape shape, string type) => shape.Find(type) is UnionShape;
}
