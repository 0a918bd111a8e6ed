using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>Random changes of a shape that C# can have.</summary>
internal static class RandomEvolution
{
    /// <summary>The shape after a change or two.</summary>
    public static SchemaShape Next(SchemaShape shape, Evolver evolver, Random random, Func<SchemaShape, SchemaShape, bool> isAllowed)
    {
        SchemaShape old = shape;
        int changes = random.Next(4) == 0 ? 2 : 1;
        while (changes > 0)
        {
            Change change = Evolver.Changes[random.Next(Evolver.Changes.Count)];
            if (evolver.Apply(shape, change) is { } changed && IsWritable(changed) && isAllowed(old, Reachable(changed)))
            {
                shape = Reachable(changed);
                changes--;
            }
        }

        return shape;
    }

    /// <summary>Without the types that no member is of any more.</summary>
    public static SchemaShape Reachable(SchemaShape shape)
    {
        HashSet<string> used = [.. shape.Root.AllMembers.Concat(shape.Types.SelectMany(type => type.AllMembers)).SelectMany(member => member.Type.NamedTypes).Select(type => type.Name)];
        return shape with { Types = [.. shape.Types.Where(type => used.Contains(type.Name))] };
    }

    /// <summary>Whether C# can have the shape: a union without cases it cannot.</summary>
    private static bool IsWritable(SchemaShape shape) =>
        shape.Types.OfType<UnionShape>().All(union => union.Cases.Count > 0) && shape.Types.OfType<EnumShape>().All(numbers => numbers.Values.Count > 0);
}
