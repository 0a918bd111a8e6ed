using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>
/// What keeps builds away that were let in: a version admits builds of older ones by what both are, so a change that harms none of its own
/// builds may still harm theirs.
/// </summary>
internal static class Admission
{
    /// <summary>The changes since versions that a recorded one admits and a shape no longer would, each once, those of the newest version first.</summary>
    /// <param name="schema">The lock.</param>
    /// <param name="recorded">The version.</param>
    /// <param name="now">The shape.</param>
    /// <param name="isHandWritten">Whether the hop from a version to the next gives values of its author's.</param>
    public static IEnumerable<(int Version, Finding Change)> Lost(SchemaLock schema, VersionBlock recorded, SchemaShape now, Func<int, bool> isHandWritten)
    {
        VersionBlock[] older = [.. schema.Versions.Where(block => block.Version < recorded.Version)];
        int oldest = Math.Max(MinReader.Of(older, recorded.Version, recorded.Shape, isHandWritten), now.OldestReadable);
        HashSet<(Change, string)> told = [.. Unsafe(recorded.Shape, now).Select(KeyOf)];
        return
        [
            .. from block in older.OrderByDescending(block => block.Version)
               where block.Version >= oldest
               from change in Unsafe(block.Shape, now)
               where told.Add(KeyOf(change))
               select (block.Version, change),
        ];
    }

    private static IEnumerable<Finding> Unsafe(SchemaShape old, SchemaShape now) => Judge.Compare(old, now).Where(finding => !finding.Rule.IsSafe);

    private static (Change, string) KeyOf(Finding finding) => (finding.Change, finding.Place.Path);
}
