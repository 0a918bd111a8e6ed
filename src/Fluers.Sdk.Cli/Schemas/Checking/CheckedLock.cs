using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Schemas.Checking;

/// <summary>A lock that is held against an earlier one: what it says, or what is wrong with it.</summary>
/// <param name="Path">The path of the file.</param>
/// <param name="Id">The schema's id; that of the file's name where the lock cannot be read.</param>
/// <param name="Text">The text of the file.</param>
/// <param name="Schema">The lock; <see langword="null"/> where it cannot be read.</param>
/// <param name="Fault">Why it cannot be read.</param>
internal sealed record CheckedLock(string Path, string Id, string Text, SchemaLock? Schema, LockException? Fault)
{
    public static CheckedLock Read(string path)
    {
        string text = File.ReadAllText(Surroundings.Current.Full(path));
        try
        {
            SchemaLock schema = LockReader.Read(text);
            return new CheckedLock(path, schema.Id, text, schema, null);
        }
        catch (LockException fault)
        {
            string name = System.IO.Path.GetFileName(path);
            string id = name.EndsWith(SchemaLock.FileSuffix, StringComparison.Ordinal) ? name[..^SchemaLock.FileSuffix.Length] : name;
            return new CheckedLock(path, id, text, null, fault);
        }
    }

    /// <summary>The line where a version begins; the first one where the lock does not have it.</summary>
    public int LineOf(int version)
    {
        string[] lines = Text.Split('\n');
        int line = Array.FindIndex(lines, one => one.Trim().TrimEnd(',') == $"\"version\": {version}");
        return line < 0 ? 1 : line + 1;
    }
}
