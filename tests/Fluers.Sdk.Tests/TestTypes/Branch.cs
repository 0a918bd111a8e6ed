using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>Parts in lists in parts, with numbers. It keeps nothing of them, so that reading costs nothing but the reading.</summary>
internal sealed class Branch : ISessionSchema<Branch>
{
    private static readonly Branch Any = new();

    private static readonly WireShape Shape = WireShape.Object((0, "Children", Children), (1, "Numbers", () => WireShape.Sequence(null)));

    public static SessionSchema<Branch> Schema { get; } = new("branch", 1, 1, new Format<Branch>(Shape, Write, Read));

    private static WireShape Children() => WireShape.Sequence(() => Shape);

    private static void Write(ref SessionWriter writer, Branch value) => writer.WriteArrayHeader(0);

    private static Branch Read(ref SessionReader reader)
    {
        int count = reader.EnterObject();
        for (int i = count > 0 ? reader.ReadArrayHeader() : 0; i > 0; i--)
        {
            Read(ref reader);
        }

        for (int i = count > 1 ? reader.ReadArrayHeader() : 0; i > 0; i--)
        {
            reader.ReadInt32();
        }

        for (int i = 2; i < count; i++)
        {
            reader.Skip();
        }

        reader.LeaveObject();
        return Any;
    }
}
