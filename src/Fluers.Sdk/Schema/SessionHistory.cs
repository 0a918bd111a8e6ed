using System.ComponentModel;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk;

/// <summary>The older versions of a schema that this build reads. Generated code derives from it, one for each schema with older versions.</summary>
/// <param name="oldest">The oldest version that is read.</param>
/// <param name="migration">What the methods are called that make the next version of each, such as <c>Shop.OrderHistory.Up</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SessionHistory(int oldest, string migration)
{
    /// <summary>The oldest version that is read.</summary>
    public int Oldest => oldest;

    /// <summary>What the methods are called that make the next version of each.</summary>
    public string Migration => migration;

    /// <summary>The shape of a version's payloads.</summary>
    public abstract WireShape ShapeOf(int version);

    /// <summary>Reads a payload of an older version, brings it up hop by hop, and writes it as one of today's.</summary>
    /// <param name="version">The version of the payload.</param>
    /// <param name="reader">The payload.</param>
    /// <param name="writer">Takes the payload of today's version.</param>
    /// <param name="reached">The version that the value has reached, for when a migration throws; 0 until it has been read.</param>
    public abstract void Upgrade(int version, ref SessionReader reader, ref SessionWriter writer, ref int reached);

    /// <summary>Notes the version that a value has reached.</summary>
    protected static T At<T>(int version, ref int reached, T value)
    {
        reached = version;
        return value;
    }

    /// <summary>The error for a version that the guard would have refused.</summary>
    protected static Exception NotHere(int version) => new ArgumentOutOfRangeException(nameof(version), version, "No history has this version.");
}
