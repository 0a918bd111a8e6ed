using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Testing;

/// <summary>As many numbers as the version of a build, and what it does not know of a newer one.</summary>
internal sealed record Numbers(int[] Known, UnknownMembers Unknown)
{
    /// <summary>A number for each key of a version.</summary>
    public static Numbers Of(int version, int number) => new([.. Enumerable.Range(0, version).Select(key => (100 * key) + number)], default);

    /// <summary>The same, with another first number.</summary>
    public Numbers With(int first) => this with { Known = [first, .. Known[1..]] };

    public void Write(ref SessionWriter writer)
    {
        writer.EnterObject(Unknown.LengthWith(Known.Length));
        foreach (int number in Known)
        {
            writer.WriteInt32(number);
        }

        Unknown.WriteFrom(ref writer, Known.Length);
        writer.LeaveObject();
    }

    public static Numbers Read(ref SessionReader reader, int version)
    {
        int count = reader.EnterObject();
        int[] known = new int[version];
        for (int key = 0; key < Math.Min(count, version); key++)
        {
            known[key] = reader.ReadInt32();
        }

        UnknownMembers unknown = default;
        if (count > version)
        {
            reader.KeepUnknownFrom(ref unknown, version, count);
        }

        reader.LeaveObject();
        return new Numbers(known, unknown);
    }

    /// <summary>The older versions: each hop adds a number, which is 0.</summary>
    public static SessionHistory? History(int version) => version == 1 ? null : new Hops(version);

    public static WireShape Shape(int version) =>
        WireShape.Object([.. Enumerable.Range(0, version).Select(key => (key, $"Number{key}", (Func<WireShape>?)null))]);

    private sealed class Hops(int current) : SessionHistory(oldest: 1, migration: nameof(Hops))
    {
        public override WireShape ShapeOf(int version) => Shape(version);

        public override void Upgrade(int version, ref SessionReader reader, ref SessionWriter writer, ref int reached)
        {
            Numbers older = Read(ref reader, version);
            new Numbers([.. older.Known, .. new int[current - version]], default).Write(ref writer);
        }
    }
}
