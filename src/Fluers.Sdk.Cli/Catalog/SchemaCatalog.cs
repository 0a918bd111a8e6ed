using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Stores;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Catalog;

/// <summary>The schemas that are known, found by what a frame says of its own. The newest lock of a schema counts.</summary>
internal sealed class SchemaCatalog
{
    /// <summary>What the head of a session is called whose last piece is not stored yet.</summary>
    private const string Incomplete = "(not complete)";

    private readonly Dictionary<ulong, LockFile> _byHash = [];

    private SchemaCatalog()
    {
    }

    public IEnumerable<SchemaLock> All => _byHash.Values.Select(file => file.Schema).OrderBy(schema => schema.Id, StringComparer.Ordinal);

    /// <summary>The schemas at paths, and the SDK's own.</summary>
    /// <exception cref="Failure">Two locks tell different histories of one schema, or one is malformed.</exception>
    public static SchemaCatalog Open(IEnumerable<string> paths)
    {
        var catalog = new SchemaCatalog();
        foreach (LockFile file in LockFiles.Own.Concat(LockFiles.At(paths)))
        {
            catalog.Add(file);
        }

        return catalog;
    }

    public SchemaLock? Find(ulong hash) => _byHash.GetValueOrDefault(hash)?.Schema;

    /// <summary>What a schema is called: its id where a lock tells it, its hash otherwise.</summary>
    public string NameOf(ulong hash) => hash == 0 ? "(damaged)" : hash == IncompleteHead.SchemaHash ? Incomplete : Find(hash)?.Id ?? $"#{hash:x16}";

    /// <summary>The guard of a build that was made with these locks.</summary>
    public SchemaVerdict Check(in FrameHeader header)
    {
        if (Find(header.SchemaHash) is not { } schema)
        {
            return SchemaVerdict.UnknownSchema;
        }

        int newest = schema.Last.Version;
        return header.Version == newest ? SchemaVerdict.Current
            : header.Version > newest ? header.MinReader <= newest ? SchemaVerdict.NewerReadable : SchemaVerdict.TooNew
            : header.Version >= schema.Last.Shape.OldestReadable ? SchemaVerdict.Older : SchemaVerdict.TooOld;
    }

    private void Add(LockFile file)
    {
        ulong hash = FrameHeader.HashOf(file.Schema.Id);
        if (!_byHash.TryGetValue(hash, out LockFile? other))
        {
            _byHash[hash] = file;
            return;
        }

        // Releases beside each other share what was published, and the newer one goes on.
        (LockFile newer, LockFile older) = file.Schema.Last.Version >= other.Schema.Last.Version ? (file, other) : (other, file);
        if (newer.Schema.Last.Version == older.Schema.Last.Version && newer.Schema.Last.Shape != older.Schema.Last.Shape && other.Path != "Fluers.Sdk")
        {
            throw Failure.Usage($"'{older.Path}' and '{newer.Path}' tell different things of version {newer.Schema.Last.Version} of schema '{file.Schema.Id}'. Name the one that is meant with --schemas.");
        }

        _byHash[hash] = newer;
    }
}
