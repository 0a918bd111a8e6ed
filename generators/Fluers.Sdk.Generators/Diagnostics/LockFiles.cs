using System.Runtime.CompilerServices;
using Fluers.Sdk.Generators.Locks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>The locks of a project: its additional files.</summary>
internal sealed class LockFiles
{
    private readonly List<LockFile> _files = [];

    public static LockFiles In(IEnumerable<AdditionalText> files, CancellationToken cancellation)
    {
        var found = new LockFiles();
        foreach (AdditionalText file in files)
        {
            if (LockFile.Read(file, cancellation) is { } schema)
            {
                found._files.Add(schema);
            }
        }

        return found;
    }

    public LockFile? Of(string id) => _files.Find(file => file.Id == id);

    public IEnumerable<LockFile> All => _files;
}

/// <summary>A lock file: the lock, or what is wrong with it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Id">The id that the file's name states.</param>
/// <param name="Schema">The lock.</param>
/// <param name="Fault">What is wrong with it.</param>
internal sealed record LockFile(string Path, string Id, SchemaLock? Schema, LockFault? Fault)
{
    // The generator and each analyzer ask for the same texts: all share one reading.
    private static readonly ConditionalWeakTable<SourceText, Content> Known = new();

    /// <summary>A place in the file.</summary>
    public Location LocationOf(int line)
    {
        var at = new LinePosition(line - 1, 0);
        return Location.Create(Path, default, new LinePositionSpan(at, at));
    }

    /// <summary>Reads a file; <see langword="null"/> for one that is no lock by its name.</summary>
    public static LockFile? Read(AdditionalText file, CancellationToken cancellation) =>
        System.IO.Path.GetFileName(file.Path) is { } name && name.EndsWith(SchemaLock.FileSuffix, StringComparison.Ordinal) && file.GetText(cancellation) is { } text
            ? Read(file.Path, name.Substring(0, name.Length - SchemaLock.FileSuffix.Length), text)
            : null;

    private static LockFile Read(string path, string id, SourceText text)
    {
        Content content = Known.GetValue(text, Parse);
        return content.Schema is { } schema && schema.Id != id
            ? new LockFile(path, id, null, LockFault.Of(new LockException($"the file is named after schema '{Excerpt.Of(id)}' and is the lock of '{schema.Id}'", 1)))
            : new LockFile(path, id, content.Schema, content.Fault);
    }

    private static Content Parse(SourceText text)
    {
        try
        {
            return new Content(LockReader.Read(text.ToString()), null);
        }
        catch (LockException fault)
        {
            return new Content(null, LockFault.Of(fault));
        }
    }

    private sealed record Content(SchemaLock? Schema, LockFault? Fault);
}

/// <summary>What is wrong with a lock.</summary>
/// <param name="Id">The id of the diagnostic.</param>
/// <param name="Message">What was found and what was expected, and the line.</param>
/// <param name="Answer">What to do about it.</param>
internal sealed record LockFault(string Id, string Message, string Answer)
{
    public static LockFault Of(LockException fault) => new(fault.Id, fault.Message, fault.Answer);
}
