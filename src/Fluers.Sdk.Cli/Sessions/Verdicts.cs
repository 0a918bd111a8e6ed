using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>The verdicts of the guard, in words.</summary>
internal static class Verdicts
{
    public static bool Loads(this SchemaVerdict verdict) => verdict is SchemaVerdict.Current or SchemaVerdict.Older or SchemaVerdict.NewerReadable;

    /// <summary>One or two words, for a column.</summary>
    public static string Word(this SchemaVerdict verdict) => verdict switch
    {
        SchemaVerdict.Current => "current",
        SchemaVerdict.Older => "older",
        SchemaVerdict.NewerReadable => "newer",
        SchemaVerdict.TooNew => "too new",
        SchemaVerdict.TooOld => "too old",
        _ => "unknown",
    };

    /// <summary>Why a frame would be refused, and what to do.</summary>
    public static string Explain(this SchemaVerdict verdict, SchemaCatalog catalog, in FrameHeader header)
    {
        string found = $"version {header.Version} of {catalog.NameOf(header.SchemaHash)}";
        SchemaLock? schema = catalog.Find(header.SchemaHash);
        return verdict switch
        {
            SchemaVerdict.TooNew => $"{found} is newer than version {schema!.Last.Version} of its lock, and admits none below {header.MinReader}: deploy the newer build",
            SchemaVerdict.TooOld => $"{found} is below the oldest readable, {schema!.Last.Shape.OldestReadable}: lower OldestReadable, or migrate first",
            SchemaVerdict.UnknownSchema => $"no lock of schema {catalog.NameOf(header.SchemaHash)} was found: name its folder with --schemas",
            _ => found,
        };
    }
}
