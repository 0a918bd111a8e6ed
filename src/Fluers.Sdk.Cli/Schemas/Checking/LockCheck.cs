using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Cli.Schemas.Checking;

/// <summary>What a lock must not have become, since other builds and stored sessions rely on what it was.</summary>
/// <param name="Schema">The schema's id.</param>
/// <param name="Version">The version that is at fault.</param>
/// <param name="Id">The diagnostic that the compiler has for it; empty where it has none, for it sees no history.</param>
/// <param name="IsError">Whether the check fails by it.</param>
/// <param name="Text">What was found, and what to do.</param>
internal sealed record LockFault(string Schema, int Version, string Id, bool IsError, string Text);

/// <summary>Holds a lock against what it was at another commit.</summary>
/// <param name="isRolling">Whether older builds must be able to go on beside newer ones, of schemas too that do not state it.</param>
internal sealed class LockCheck(bool isRolling)
{
    private readonly List<LockFault> _faults = [];

    /// <param name="before">The lock as it was.</param>
    /// <param name="now">The lock as it is; <see langword="null"/> where it is gone.</param>
    public IReadOnlyList<LockFault> Of(SchemaLock before, SchemaLock? now)
    {
        VersionBlock[] published = [.. before.Versions.Where(block => block.IsPublished)];
        if (now is null)
        {
            foreach (VersionBlock block in published.TakeLast(1))
            {
                Error(before.Id, block.Version, "FLU1423", "it was published, and its lock is gone; restore it, for stored sessions need their history");
            }

            return _faults;
        }

        foreach (VersionBlock block in published)
        {
            CheckBlock(before.Id, block, now.Find(block.Version));
        }

        foreach (VersionBlock block in now.Versions.Where(block => block.Version > (published.LastOrDefault()?.Version ?? 0)))
        {
            CheckRaise(now, block);
        }

        return _faults;
    }

    /// <summary>A published block may only grow, in ways that are safe both ways.</summary>
    private void CheckBlock(string id, VersionBlock was, VersionBlock? block)
    {
        if (block is null)
        {
            Error(id, was.Version, "FLU1422", "it was published, and is gone from the lock; restore it");
            return;
        }

        if (!block.IsPublished)
        {
            Error(id, was.Version, "FLU1422", "it was published, and is a draft again; restore it");
        }

        foreach (Finding finding in Judge.Compare(was.Shape, block.Shape).Where(finding => !finding.Rule.IsSafe))
        {
            Error(id, was.Version, ChangeText.IdOf(finding.Change), $"{ChangeText.Describe(id, finding)} in a version that is published; restore it, and make the change in the next version");
        }

        if (Remembrance.Of(was.Shape, block.Shape, keepRequired: true) != block.Shape)
        {
            Error(id, was.Version, "FLU1106", "it no longer remembers all that is out of use; restore what is retired, and build again");
        }

        if (block.Shape.OldestReadable > was.Shape.OldestReadable)
        {
            _faults.Add(new LockFault(id, was.Version, "FLU1425", isRolling || block.Shape.IsRolling, $"sessions below version {block.Shape.OldestReadable} are no longer read; 'fluers sessions stats' tells whether any are stored"));
        }
    }

    private void CheckRaise(SchemaLock now, VersionBlock block)
    {
        if (now.Find(block.Version - 1) is not { } previous)
        {
            return;
        }

        foreach (Finding finding in Judge.Compare(previous.Shape, block.Shape))
        {
            string text = ChangeText.Describe(now.Id, finding);
            if (finding.Rule.Placement == Placement.Never)
            {
                Error(now.Id, block.Version, ChangeText.IdOf(finding.Change), $"{text}; restore it, for no version may change this");
            }
            else if ((isRolling || block.Shape.IsRolling) && !finding.Rule.IsSafe)
            {
                Error(now.Id, block.Version, "FLU1420", $"{text}, and older builds go on beside this one; add a new member beside the old one");
            }
        }
    }

    private void Error(string id, int version, string diagnostic, string text) => _faults.Add(new LockFault(id, version, diagnostic, IsError: true, text));
}
