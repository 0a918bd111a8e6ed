using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>Gives out changes in a random order, each as often as any other.</summary>
/// <param name="random">The order.</param>
/// <param name="most">The most changes from one shape to the next.</param>
/// <param name="changes">The changes; one that stands there twice is given out twice as often.</param>
internal sealed class ChangeBag(Random random, int most, params IEnumerable<Change> changes)
{
    private readonly Change[] _all = [.. changes];
    private readonly List<Change> _left = [];

    /// <summary>The shape after a change or more.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="evolver">Makes the changes.</param>
    /// <param name="isTaken">The changes to choose from: what is left of others stays.</param>
    /// <param name="isAllowed">What may become of the shape.</param>
    public SchemaShape Evolve(SchemaShape shape, Evolver evolver, Func<Change, bool> isTaken, Func<SchemaShape, bool> isAllowed)
    {
        int changes = random.Next(1, most + 1);
        for (int i = 0; i < changes; i++)
        {
            shape = Next(shape, evolver, isTaken, isAllowed);
        }

        return shape;
    }

    /// <summary>Without the types that no member is of any more.</summary>
    public static SchemaShape Reachable(SchemaShape shape)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<NamedShape>([shape.Root]);
        while (waiting.TryDequeue(out NamedShape? type))
        {
            foreach (string name in type.AllMembers.SelectMany(member => member.Type.NamedTypes).Select(named => named.Name).Where(used.Add))
            {
                waiting.Enqueue(shape.Find(name)!);
            }
        }

        return shape with { Types = [.. shape.Types.Where(type => used.Contains(type.Name))] };
    }

    private SchemaShape Next(SchemaShape shape, Evolver evolver, Func<Change, bool> isTaken, Func<SchemaShape, bool> isAllowed)
    {
        for (int attempt = 0; ; attempt++)
        {
            int[] left = [.. Enumerable.Range(0, _left.Count).Where(i => isTaken(_left[i]))];
            if (left.Length == 0 || attempt > left.Length)   // what is left has no place in this shape
            {
                _left.AddRange(_all.Where(isTaken));
                attempt = 0;
                continue;
            }

            int at = left[random.Next(left.Length)];
            if (evolver.Apply(shape, _left[at]) is { } changed && IsWritable(changed) && Reachable(changed) is var reached && reached != shape && isAllowed(reached))
            {
                _left.RemoveAt(at);
                return reached;
            }
        }
    }

    /// <summary>Whether C# can have the shape, and values of it: a union without cases it cannot, nor a type that always holds itself.</summary>
    private static bool IsWritable(SchemaShape shape) =>
        shape.Types.OfType<PartShape>().All(part => part.Members.All(member => member.Type.Name != part.Name || (member.Type.IsNullable && !part.IsValueType))) &&
        shape.Types.OfType<UnionShape>().All(union => union.Cases.Count > 0) && shape.Types.OfType<EnumShape>().All(numbers => numbers.Values.Count > 0);
}
