using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>What no single line of a block shows: whether its types fit together.</summary>
internal static class BlockFaults
{
    /// <summary>What is wrong with a shape; <see langword="null"/> where nothing is.</summary>
    public static string? In(SchemaShape shape)
    {
        var types = shape.Types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        return shape.Types.Prepend(shape.Root).SelectMany(type => type.AllMembers).Where(member => !member.IsRetired).Select(member => FaultOf(member, types)).FirstOrDefault(fault => fault is not null)
            ?? shape.Types.OfType<PartShape>().Where(part => part.IsValueType && HoldsItself(part, types)).Select(part => $"the struct {part.Name} holds itself").FirstOrDefault();
    }

    /// <summary>
    /// How a version contradicts one before it: a key, a tag or a number that each has for another thing. Two branches may each have used
    /// it, in two versions, and a text merge joins them without a conflict.
    /// </summary>
    /// <param name="before">What was in use up to the version before, what is out of use among it.</param>
    /// <param name="now">The version.</param>
    public static Finding? Contradiction(SchemaShape before, SchemaShape now) => Judge.Compare(before, now).FirstOrDefault(static finding => !finding.IsBackAgain && finding.Change
        is Change.KeyReused or Change.MemberMoved or Change.TagReused or Change.TagMoved or Change.EnumNumberReused or Change.EnumValueRenumbered);

    private static string? FaultOf(MemberShape member, Dictionary<string, NamedShape> types)
    {
        foreach (string name in member.Type.NamedTypes.Select(type => type.Name))
        {
            if (!types.ContainsKey(name))
            {
                return $"a member is of type {name}, which is not among the types";
            }
        }

        string? underlying = member.Type.Form == TypeForm.Named && types[member.Type.Name] is EnumShape numbers ? numbers.Underlying : null;
        return member.Default is { } text && !Defaults.Suits(text, member.Type, underlying) ? $"'{Excerpt.Of(text)}', which {member.Name} has, is no default of {member.Type}" : null;
    }

    /// <summary>A struct lies where it is held, so it cannot lie in itself, however deep.</summary>
    private static bool HoldsItself(PartShape part, Dictionary<string, NamedShape> types)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<PartShape>([part]);
        while (waiting.Count > 0)
        {
            foreach (string inner in waiting.Pop().Members.Where(member => !member.IsRetired).SelectMany(member => HeldBy(member.Type)))
            {
                if (inner == part.Name)
                {
                    return true;
                }

                if (types[inner] is PartShape { IsValueType: true } next && seen.Add(inner))
                {
                    waiting.Push(next);
                }
            }
        }

        return false;
    }

    private static IEnumerable<string> HeldBy(TypeShape type) => type.Form switch
    {
        TypeForm.Named => [type.Name],
        TypeForm.Tuple => type.Arguments.SelectMany(HeldBy),
        _ => [],
    };
}
