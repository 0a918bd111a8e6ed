using System.Text;
using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>Reads a lock in which a merge left its markers.</summary>
internal static class LockMerge
{
    private enum Side
    {
        Both,
        Ours,
        Base,
        Theirs,
    }

    /// <summary>
    /// What either side published. <see langword="null"/> where the text has no markers, a side is malformed, or they published different
    /// things under one version, which nobody can undo.
    /// </summary>
    /// <param name="text">The file with its markers.</param>
    /// <param name="id">The schema's id.</param>
    public static SchemaLock? PublishedIn(string text, string id)
    {
        if (SidesOf(text) is not var (ours, theirs) || Read(ours) is not { } one || Read(theirs) is not { } other || one.Id != id || other.Id != id)
        {
            return null;
        }

        VersionBlock[] published = [.. one.Versions.Concat(other.Versions).Where(block => block.IsPublished).Distinct().OrderBy(block => block.Version)];
        bool isOneHistory = published.Select((block, i) => block.Version == published[0].Version + i).All(follows => follows);
        return isOneHistory ? new SchemaLock(id, published.ToEquatableArray()) : null;
    }

    private static SchemaLock? Read(string text)
    {
        try
        {
            return LockReader.Read(text);
        }
        catch (LockException)
        {
            return null;
        }
    }

    private static (string Ours, string Theirs)? SidesOf(string text)
    {
        var ours = new StringBuilder();
        var theirs = new StringBuilder();
        Side side = Side.Both;
        bool isMerged = false;
        foreach (string line in text.Split('\n'))
        {
            Side? next = line switch
            {
                _ when line.StartsWith("<<<<<<<", StringComparison.Ordinal) => Side.Ours,
                _ when line.StartsWith("|||||||", StringComparison.Ordinal) => Side.Base,
                _ when line.StartsWith("=======", StringComparison.Ordinal) => Side.Theirs,
                _ when line.StartsWith(">>>>>>>", StringComparison.Ordinal) => Side.Both,
                _ => null,
            };
            if (next is { } marked)
            {
                (side, isMerged) = (marked, true);
                continue;
            }

            if (side is Side.Both or Side.Ours)
            {
                ours.Append(line).Append('\n');
            }

            if (side is Side.Both or Side.Theirs)
            {
                theirs.Append(line).Append('\n');
            }
        }

        return isMerged && side == Side.Both ? (ours.ToString(), theirs.ToString()) : null;
    }
}
