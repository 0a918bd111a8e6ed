using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>The oldest version whose builds may read and save what a version writes.</summary>
internal static class MinReader
{
    /// <param name="older">The versions before, ascending.</param>
    /// <param name="version">The version.</param>
    /// <param name="now">Its shape.</param>
    /// <param name="isHandWritten">
    /// Whether the hop from a version to the next gives values of its author's: it may compute them from what it drops, so it admits nobody.
    /// </param>
    public static int Of(IReadOnlyList<VersionBlock> older, int version, SchemaShape now, Func<int, bool> isHandWritten)
    {
        int oldest = version;
        SchemaShape next = now;
        for (int i = older.Count - 1; i >= 0; i--)
        {
            VersionBlock block = older[i];
            if (block.Version < now.OldestReadable || isHandWritten(block.Version) || !IsSafe(block.Shape, next) || !IsSafe(block.Shape, now))
            {
                break;
            }

            oldest = block.Version;
            next = block.Shape;
        }

        return oldest;
    }

    private static bool IsSafe(SchemaShape old, SchemaShape now) => Judge.Compare(old, now).All(finding => finding.Rule.IsSafe);
}
