using System.Globalization;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>
/// Pairs whose changes are all safe, as a developer has them: the newer code beside the lock that a build of the older published. All of
/// them are one project.
/// </summary>
/// <param name="enough">How many pairs of each change are compiled: what is in a pair beside it differs, and with it the pair.</param>
internal sealed class SafePairs(int enough)
{
    private readonly List<(SchemaShape Locked, SchemaShape Now, string Context)> _pairs = [];
    private readonly Dictionary<Change, int> _taken = [];
    private int _withoutChange;

    /// <summary>Takes a pair, unless there are enough of its kind.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Add(SchemaShape locked, SchemaShape now, IEnumerable<Finding> findings, string context)
    {
        Change[] changes = [.. findings.Select(finding => finding.Change).Distinct()];
        if (changes.Length == 0 ? _withoutChange >= enough : changes.All(change => _taken.GetValueOrDefault(change) >= enough))
        {
            return false;
        }

        _withoutChange += changes.Length == 0 ? 1 : 0;
        foreach (Change change in changes)
        {
            _taken[change] = _taken.GetValueOrDefault(change) + 1;
        }

        _pairs.Add((locked, now, context));
        return true;
    }

    /// <summary>
    /// Compiles them with everything that looks at a project: nothing is an error, and of each change the lock's own warning stands in the
    /// file where it was made, which shows that the lock was looked at.
    /// </summary>
    public async Task AssertNoAlarmAsync(Random random)
    {
        IEnumerable<string> sources = _pairs.Select((pair, i) => new ShapeSource(pair.Now, random).Print($"Pair{i}", IdOf(i))).Append(ShapeSource.Common);
        IEnumerable<TextFile> locks = _pairs.Select((pair, i) => new TextFile(
            $"/project/schemas/{SchemaLock.FileNameOf(IdOf(i))}", LockWriter.Write(new SchemaLock(IdOf(i), [new VersionBlock(1, IsPublished: true, pair.Locked)]))));
        GeneratorRun run = GeneratorRun.Of(new Consumer { FollowsNull = false }.Compile(sources.Select(source => Consumer.Usings + source)), locks);
        ILookup<string, Diagnostic> found = (await run.DiagnosticsAsync("update")).ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath ?? "");
        foreach (((SchemaShape locked, SchemaShape now, string context), int i) in _pairs.Select((pair, i) => (pair, i)))
        {
            Diagnostic[] here = [.. found[string.Create(CultureInfo.InvariantCulture, $"File{i}.cs")]];
            string[] expected = [.. Judge.Compare(locked, now).Select(finding => ChangeText.IdOf(finding.Change)).Distinct().Order(StringComparer.Ordinal)];
            string[] ids = [.. here.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal)];
            Assert.True(expected.SequenceEqual(ids), $"{context}: expected {string.Join(", ", expected)} and found\n{string.Join('\n', here.AsEnumerable())}");
        }

        Assert.DoesNotContain(found.SelectMany(file => file), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static string IdOf(int pair) => string.Create(CultureInfo.InvariantCulture, $"pair{pair}");
}
