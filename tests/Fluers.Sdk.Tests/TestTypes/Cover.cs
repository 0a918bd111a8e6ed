using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>The schema of a notebook in a build that has no log.</summary>
internal sealed record Cover(string Title) : ISessionEnvelope<Cover>
{
    public static SessionSchema<Cover> Schema { get; } =
        new("notebook", 1, 1, new Format<Cover>(WireShape.Object((0, "Title", null)), Write, Read));

    public static SessionLogMember<Cover>? Log => null;

    public UnknownMembers Unknown { get; init; }

    private static void Write(ref SessionWriter writer, Cover value)
    {
        writer.WriteArrayHeader(value.Unknown.LengthWith(1));
        writer.WriteString(value.Title);
        value.Unknown.WriteFrom(ref writer, 1);
    }

    private static Cover Read(ref SessionReader reader)
    {
        int count = reader.EnterObject();
        UnknownMembers unknown = default;
        string title = count > 0 ? reader.ReadString() : throw reader.Missing("Title", 0);
        if (count > 1)
        {
            reader.KeepUnknownFrom(ref unknown, 1, count);
        }

        reader.LeaveObject();
        return new Cover(title) { Unknown = unknown };
    }
}
