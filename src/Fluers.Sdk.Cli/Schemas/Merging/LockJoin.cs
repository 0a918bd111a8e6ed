using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Cli.Schemas.Merging;

/// <summary>
/// Joins the locks of two branches where there is one right answer: what is published stays, what grew on both grows by both, and a draft
/// is whatever the merged code is, which the next build writes.
/// </summary>
internal sealed class LockJoin
{
    private readonly List<string> _conflicts = [];
    private readonly List<string> _notes = [];

    private readonly string _id;

    private LockJoin(string id) => _id = id;

    /// <summary>The lock that both branches agree to; <see langword="null"/> where somebody has to decide.</summary>
    public SchemaLock? Joined { get; private set; }

    /// <summary>What somebody has to decide.</summary>
    public IReadOnlyList<string> Conflicts => _conflicts;

    /// <summary>What was decided where the branches differ.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <param name="before">The lock that both started from; <see langword="null"/> where both created it.</param>
    /// <param name="ours">The lock of one branch.</param>
    /// <param name="theirs">That of the other.</param>
    public static LockJoin Of(SchemaLock? before, SchemaLock ours, SchemaLock theirs)
    {
        var join = new LockJoin(ours.Id);
        if (ours.Id != theirs.Id)
        {
            join._conflicts.Add($"one branch has the lock of schema '{ours.Id}' here, the other that of '{theirs.Id}'");
            return join;
        }

        var blocks = new List<VersionBlock>();
        foreach (int version in ours.Versions.Concat(theirs.Versions).Select(block => block.Version).Distinct().Order())
        {
            if (join.Block(before?.Find(version), ours.Find(version), theirs.Find(version), version) is { } block)
            {
                VersionBlock? previous = blocks.LastOrDefault();
                blocks.Add(previous is null || Follows(ours, previous, block) || Follows(theirs, previous, block) ? block : join.Following(previous, block));
            }
        }

        if (join._conflicts.Count == 0)
        {
            join.Joined = Checked(new SchemaLock(ours.Id, blocks.ToEquatableArray()), join._conflicts);
        }

        return join;
    }

    private VersionBlock? Block(VersionBlock? before, VersionBlock? ours, VersionBlock? theirs, int version) => (before, ours, theirs) switch
    {
        _ when ours == theirs => ours,
        (null, _, null) => ours,
        (null, null, _) => theirs,
        (_, { }, { }) when theirs == before => ours,
        (_, { }, { }) when ours == before => theirs,
        ({ IsPublished: false }, null, _) when theirs == before => null,
        ({ IsPublished: false }, _, null) when ours == before => null,
        (_, null, _) or (_, _, null) => Conflict($"version {version} is gone on one branch, and the other needs it", ours ?? theirs),
        (_, { IsPublished: false }, { IsPublished: false }) => Noted($"version {version} is a draft on both branches: the next build writes it as the merged code is", ours),
        ({ IsPublished: true }, { IsPublished: true }, { IsPublished: true }) => Grown(before, ours, theirs),
        ({ IsPublished: true }, _, _) => Conflict($"version {version} was published, and is a draft again on one branch", ours),
        (_, { IsPublished: true }, { IsPublished: true }) => Conflict($"each branch published a version {version} of its own: one of the two becomes the next version", ours),
        _ => Noted($"version {version} stays as one branch published it; the next build compares the merged code with it", ours!.IsPublished ? ours : theirs),
    };

    private VersionBlock Grown(VersionBlock before, VersionBlock ours, VersionBlock theirs)
    {
        if (ShapeMerge.Of(before.Shape, ours.Shape, theirs.Shape) is { } merged && Grows(ours.Shape, merged) && Grows(theirs.Shape, merged))
        {
            return Noted($"version {ours.Version} has what each branch added to it", ours with { Shape = merged });
        }

        return Conflict($"both branches changed version {ours.Version} at the same place: one of the two takes another key, number or tag", ours);
    }

    /// <summary>Whether a build of either shape reads and keeps what one of the other writes.</summary>
    private static bool Grows(SchemaShape was, SchemaShape merged) =>
        Judge.Compare(was, merged).All(finding => finding.Rule.IsSafe) && Remembrance.Of(was, merged, keepRequired: true) == merged;

    /// <summary>Whether a branch has both versions just so.</summary>
    private static bool Follows(SchemaLock branch, VersionBlock before, VersionBlock block) => branch.Find(before.Version) == before && branch.Find(block.Version) == block;

    /// <summary>What the version before has is not forgotten, though it is from the other branch.</summary>
    private VersionBlock Following(VersionBlock before, VersionBlock block)
    {
        if (Judge.Compare(before.Shape, block.Shape).FirstOrDefault(finding => finding.Rule.Placement == Placement.Never) is { } finding)
        {
            return Conflict($"version {before.Version} of one branch and version {block.Version} of the other do not fit: {ChangeText.Describe(_id, finding)}", block);
        }

        SchemaShape whole = Remembrance.Of(before.Shape, block.Shape, keepRequired: false);
        return whole == block.Shape ? block
            : !block.IsPublished ? block with { Shape = whole }
            : Conflict($"one branch changed version {before.Version}, and the other had published version {block.Version} without it", block);
    }

    private static SchemaLock? Checked(SchemaLock joined, List<string> conflicts)
    {
        try
        {
            return LockReader.Read(LockWriter.Write(joined));
        }
        catch (LockException wrong)
        {
            conflicts.Add($"the two together are no lock: {wrong.Message}");
            return null;
        }
    }

    private VersionBlock Conflict(string what, VersionBlock? stand)
    {
        _conflicts.Add(what);
        return stand!;
    }

    private VersionBlock Noted(string what, VersionBlock? block)
    {
        _notes.Add(what);
        return block!;
    }
}
