namespace Fluers.Sdk.Generators.Locks;

/// <summary>The words of a lock that stand for a choice, as JSON.</summary>
internal static class LockWords
{
    public const string Draft = "\"draft\"";
    public const string Published = "\"published\"";
    public const string Rolling = "\"rolling\"";

    /// <summary>Required by an older build of the version, and no longer.</summary>
    public const string Once = "\"once\"";
}
