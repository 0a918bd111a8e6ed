using System.Collections.Concurrent;
using Fluers.Sdk.Generators.Judging;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>What happened to a pair of builds, and by which change if by one.</summary>
internal sealed record Row(string What, Change? Change = null)
{
    public override string ToString() => $"{Change} {What}".Trim();
}

/// <summary>How often each row came up.</summary>
/// <param name="least">How often it must.</param>
internal sealed class Tally(int least)
{
    private readonly ConcurrentDictionary<Row, int> _hits = new();

    public int this[Row row] => _hits.GetValueOrDefault(row);

    public void Hit(Row row) => _hits.AddOrUpdate(row, 1, static (_, count) => count + 1);

    /// <summary>Counts each change that is among the findings.</summary>
    public void Hit(IEnumerable<Finding> findings, string what = "")
    {
        foreach (Change change in findings.Select(finding => finding.Change).Distinct())
        {
            Hit(new Row(what, change));
        }
    }

    public Row[] Rare(IEnumerable<Row> rows) => [.. rows.Where(row => this[row] < least)];

    /// <summary>Writes down what there was.</summary>
    public void Print(string seeds) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{seeds}\n{string.Join('\n', _hits.Select(hit => $"{hit.Key}: {hit.Value}").Order(StringComparer.Ordinal))}");

    public void AssertNoneIsRare(IEnumerable<Row> rows, string seeds) =>
        Assert.True(Rare(rows) is [], $"too rare ({seeds}): {string.Join(", ", Rare(rows).Select(row => $"{row} {this[row]}"))}");
}
