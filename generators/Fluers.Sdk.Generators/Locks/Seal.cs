namespace Fluers.Sdk.Generators.Locks;

/// <summary>
/// A hash over the content of a published version, on the line of its status. A merge that joins what one branch published with what
/// another branch made of the draft touches different lines, so no text merge sees a conflict: the seal is what no longer fits. It guards
/// against such accidents and not against somebody who writes a lock on purpose.
/// </summary>
internal static class Seal
{
    private const int Length = 16;

    /// <summary>The seal of a version: the hash of its canonical text, however the file was written.</summary>
    public static string Of(VersionBlock block) => Fnv.Hash(LockWriter.ContentOf(block)).ToString($"x{Length}", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a text can be a seal.</summary>
    public static bool Is(string text) => text.Length == Length && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
