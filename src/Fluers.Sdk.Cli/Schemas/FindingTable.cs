using System.Text.Json;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary>What the judge finds between two shapes, with its verdicts.</summary>
internal static class FindingTable
{
    public static void Show(string schema, IEnumerable<Finding> findings)
    {
        Table table = Output.Table("change", "new code reads old data", "old code reads new data", "may be made", "is");
        foreach (Finding finding in findings)
        {
            table.AddRow(
                Output.Safe(ChangeText.Describe(schema, finding)), Styled(finding.Rule.OldData), Styled(finding.Rule.OldCode),
                Word(finding.Rule.Placement), ChangeText.IdOf(finding.Change));
        }

        Output.Write(table);
    }

    public static void Write(Utf8JsonWriter json, string schema, IEnumerable<Finding> findings)
    {
        json.WriteStartArray();
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("id", ChangeText.IdOf(finding.Change));
            json.WriteString("change", finding.Change.ToString());
            json.WriteString("path", finding.Place.Path);
            json.WriteString("was", finding.Was);
            json.WriteString("is", finding.Is);
            json.WriteString("text", ChangeText.Describe(schema, finding));
            json.WriteString("oldData", Word(finding.Rule.OldData));
            json.WriteString("oldCode", Word(finding.Rule.OldCode));
            json.WriteString("mayBeMade", Word(finding.Rule.Placement));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Styled(Verdict verdict) => $"[{(verdict == Verdict.Safe ? "green" : verdict == Verdict.Breaking ? "red" : "yellow")}]{Word(verdict)}[/]";

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Safe => "yes",
        Verdict.SafeThroughHop => "through the hop",
        _ => "no",
    };

    private static string Word(Placement placement) => placement switch
    {
        Placement.Anywhere => "in any version",
        Placement.Raise => "with a new version",
        Placement.Gap => "with a new version, whose hop gives a value",
        _ => "never",
    };
}
