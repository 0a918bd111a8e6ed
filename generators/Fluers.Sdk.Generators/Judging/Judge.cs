using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Judging;

/// <summary>
/// Compares two shapes of one schema. It knows no files, no versions and nothing of C#: analyzers, tools and tests all ask it.
/// </summary>
internal sealed partial class Judge
{
    private readonly SchemaShape _old;
    private readonly SchemaShape _now;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string, string)> _visited = [];

    private Judge(SchemaShape old, SchemaShape now) => (_old, _now) = (old, now);

    /// <summary>Every difference, once, at the first place where it shows.</summary>
    /// <param name="old">The shape that older builds know.</param>
    /// <param name="now">The shape of today's code.</param>
    public static EquatableArray<Finding> Compare(SchemaShape old, SchemaShape now)
    {
        var judge = new Judge(old, now);
        judge.CompareShapes(old.Root, now.Root, Place.Root);
        judge.CompareLogs();
        return judge._findings.ToEquatableArray();
    }

    private void CompareLogs()
    {
        if (_old.Log != _now.Log)
        {
            Change change = _old.Log is null ? Change.LogAdded : _now.Log is null ? Change.LogRemoved : Change.LogReplaced;
            Add(change, Place.Root, _old.Log ?? "", _now.Log ?? "");
        }
    }

    private void CompareMembers(EquatableArray<MemberShape> old, EquatableArray<MemberShape> now, string type, string? @case, Place place)
    {
        foreach (Pair<MemberShape> pair in Match.Of(old, now, (was, @is) => new SameType(_old, _now).Of(was.Type, @is.Type)))
        {
            Place at = place.Of(type, @case, (pair.Is ?? pair.Was)!.Name, isGone: pair.Is is null);
            Change? change = pair.Fate switch
            {
                Fate.Renamed => Change.MemberRenamed,
                Fate.Moved => Change.MemberMoved,
                Fate.Reused or Fate.Recycled => Change.KeyReused,
                Fate.Removed => pair.Was!.IsRequired || pair.Was.WasRequired ? Change.RequiredMemberRemoved : Change.MemberRemoved,
                Fate.Added => pair.Is!.IsRequired ? Change.RequiredMemberAdded : Change.MemberAdded,
                _ => null,
            };
            if (change is { } found)
            {
                Add(found, at, Described(pair.Was), Described(pair.Is), pair.Was, pair.Is);
            }

            if (pair.Fate is Fate.Same or Fate.Renamed)
            {
                ComparePresence(pair.Was!, pair.Is!, at);
                CompareTypes(pair.Was!.Type, pair.Is!.Type, at);
            }
        }
    }

    private void ComparePresence(MemberShape was, MemberShape @is, Place at)
    {
        // What may no longer be null has to be given in any case, and is told of as that.
        bool isGiven = was.Type.IsNullable && !@is.Type.IsNullable && @is.IsRequired;
        if (was.IsRequired != @is.IsRequired && !isGiven)
        {
            Add(was.IsRequired ? Change.BecameOptional : Change.BecameRequired, at, was.IsRequired ? "required" : "optional", @is.IsRequired ? "required" : "optional");
        }

        if (!KeepsValue(was.Type, @is.Type))
        {
            return;   // what is given anew has no default of before
        }

        if (Defaults.IsLost(was, @is))
        {
            Add(Change.DefaultLost, at, was.Default!, @is.IsRequired ? "none" : @is.Default ?? "the zero of its type");
        }
        else if (!was.IsRequired && !@is.IsRequired && was.Type.IsNullable == @is.Type.IsNullable && DefaultOf(was) != DefaultOf(@is))
        {
            Add(Change.DefaultChanged, at, was.Default ?? "the zero of its type", @is.Default ?? "the zero of its type");
        }
    }

    /// <summary>The zero of a collection is an empty one, however the code says so.</summary>
    private static string? DefaultOf(MemberShape member) =>
        member.Default ?? (!member.Type.IsNullable && (IsCollection(member.Type) || IsBytes(member.Type)) ? Defaults.Empty : null);

    private void Add(Change change, Place place, string was, string @is, INumbered? old = null, INumbered? now = null)
    {
        bool wasRetired = old is { IsRetired: true };
        _findings.Add(new Finding(change, place, was, @is)
        {
            OldNumber = old?.Number,
            WasRetired = wasRetired,
            IsBackAgain = wasRetired && old!.Name == now?.Name && (old as MemberShape)?.Type == (now as MemberShape)?.Type,
        });
    }

    private static string Described(MemberShape? member) => member is null ? "" : $"{member.Name}: {member.Type} (key {member.Key}{Retired(member)})";

    private static string Retired(INumbered item) => item.IsRetired ? ", out of use" : "";
}
