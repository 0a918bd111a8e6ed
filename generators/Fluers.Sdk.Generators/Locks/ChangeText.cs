using Fluers.Sdk.Generators.Judging;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>The diagnostic of each kind of change, and what it means in words.</summary>
internal static class ChangeText
{
    private static readonly Dictionary<Change, (string Id, string Meaning)> Texts = new()
    {
        [Change.MemberAdded] = ("FLU1403", "is new"),
        [Change.RequiredMemberAdded] = ("FLU1404", "is required, and stored sessions do not have it"),
        [Change.MemberRemoved] = ("FLU1406", "is gone"),
        [Change.RequiredMemberRemoved] = ("FLU1406", "is gone, and builds that require it refuse sessions without it"),
        [Change.MemberRenamed] = ("FLU1405", "has a new name for the same thing"),
        [Change.MemberMoved] = ("FLU1407", "has another key, where stored sessions have something else or nothing"),
        [Change.KeyReused] = ("FLU1106", "has a key that stood for something else"),
        [Change.Widened] = ("FLU1408", "takes values that older builds cannot hold"),
        [Change.Narrowed] = ("FLU1409", "cannot hold every stored value"),
        [Change.TypeChanged] = ("FLU1409", "has a type that stored values are not of"),
        [Change.BecameNullable] = ("FLU1410", "may be null, which older builds refuse"),
        [Change.BecameNonNullable] = ("FLU1411", "may no longer be null, and stored values may be"),
        [Change.DefaultChanged] = ("FLU1412", "has another default, so that absence would mean something else"),
        [Change.DefaultLost] = ("FLU1412", "lost the default of sessions that lack it, which is no constant that a lock could keep"),
        [Change.BecameOptional] = ("FLU1403", "is no longer required"),
        [Change.BecameRequired] = ("FLU1404", "is required, and stored sessions may lack it"),
        [Change.KindChanged] = ("FLU1418", "changed between reference and value, and of these only one can be null"),
        [Change.FormatterReplaced] = ("FLU1409", "has another formatter, which does not know what is stored"),
        [Change.SequenceToSet] = ("FLU1417", "is a set, and stored values may be there twice"),
        [Change.SetToSequence] = ("FLU1417", "takes values twice, which older builds refuse"),
        [Change.CollectionChanged] = ("FLU1417", "is another kind of collection than what is stored"),
        [Change.NumberAndEnum] = ("FLU1413", "changed between an enum and its number"),
        [Change.EnumValueAdded] = ("FLU1413", "is new"),
        [Change.EnumValueRemoved] = ("FLU1414", "is gone, and stored values may be it"),
        [Change.EnumValueRenamed] = ("FLU1405", "has a new name for the same number"),
        [Change.EnumValueRenumbered] = ("FLU1414", "has another number, which stored values do not have"),
        [Change.EnumNumberReused] = ("FLU1414", "has a number that stood for something else"),
        [Change.CaseAdded] = ("FLU1415", "is new"),
        [Change.CaseRemoved] = ("FLU1416", "is gone, and stored values may be it"),
        [Change.CaseRenamed] = ("FLU1405", "has a new name for the same thing"),
        [Change.TagMoved] = ("FLU1613", "has another tag, which stored values do not have"),
        [Change.TagReused] = ("FLU1614", "has a tag that stood for something else"),
        [Change.LogAdded] = ("FLU1419", "has a log, which older builds know nothing of"),
        [Change.LogRemoved] = ("FLU1419", "no longer has the log whose entries are stored"),
        [Change.LogReplaced] = ("FLU1419", "has a log of other entries than those stored"),
    };

    public static string IdOf(Change change) => Texts[change].Id;

    /// <summary>What to do where older builds must be able to go on.</summary>
    public static string Instead(Change change) => change switch
    {
        Change.RequiredMemberAdded or Change.BecameRequired => "make it optional",
        Change.MemberRemoved or Change.RequiredMemberRemoved or Change.EnumValueRemoved or Change.CaseRemoved or Change.LogRemoved => "keep it",
        Change.MemberMoved or Change.TagMoved or Change.EnumValueRenumbered or Change.LogReplaced => "restore it",
        Change.KeyReused or Change.TagReused or Change.EnumNumberReused => "give it one that nothing has had",
        Change.LogAdded => "leave it out",
        Change.KindChanged => "leave it what it was",
        _ => "add a new member beside the old one",
    };

    /// <summary>Such as <c>'Order.Total' takes values that older builds cannot hold (int → long)</c>.</summary>
    public static string Describe(string schema, Finding finding)
    {
        string path = finding.Place.Path.Length == 0 ? schema : $"{schema}.{finding.Place.Path}";
        string change = (finding.Was, finding.Is) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => $" ({finding.Was} → {finding.Is})",
            ({ Length: > 0 }, _) => $" ({finding.Was})",
            (_, { Length: > 0 }) => $" ({finding.Is})",
            _ => "",
        };
        return $"'{path}' {Texts[finding.Change].Meaning}{change}";
    }
}
