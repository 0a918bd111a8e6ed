using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.PostgreSql;
using Fluers.Sdk.Redis;
using Fluers.Sdk.Sqlite;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>A kind of store.</summary>
/// <param name="Scheme">What stands in front of the colon.</param>
/// <param name="Example">How it is named on the command line.</param>
/// <param name="IsThere">Whether a store is at a place, as far as that can be told without opening it.</param>
/// <param name="Open">Opens the store at a place; to write, it makes one where there is none.</param>
internal sealed record StoreKind(string Scheme, string Example, Func<string, bool> IsThere, Func<string, StorageAccess, ISessionStorage> Open);

/// <summary>All kinds of stores that the tool opens: a new one has its line here, and nowhere else.</summary>
internal static class StoreKinds
{
    private static readonly StoreKind[] All =
    [
        new("sqlite", "sqlite:PATH", path => File.Exists(Full(path)), (path, access) => SqliteStorage.Open(Full(path), new SqliteOptions { Access = access })),
        new("file", "file:FOLDER", path => Directory.Exists(Full(path)), (path, access) => FileStorage.Open(Full(path), new FileStorageOptions { Access = access })),
        new("postgres", "postgres:env:NAME", _ => true, (place, _) => PostgreSqlStorage.Open(Secret.At(place))),
        new("redis", "redis:file:PATH", _ => true, (place, _) => RedisStorage.Open(Secret.At(place))),
    ];

    public static string Examples => string.Join(", ", All.SkipLast(1).Select(kind => kind.Example)) + " or " + All[^1].Example;

    /// <summary>Opens a store that is there, to look at it.</summary>
    /// <exception cref="Failure">There is none.</exception>
    public static ISessionStorage OpenToRead(string url) => OpenExisting(url, StorageAccess.ReadOnly);

    /// <summary>Opens a store that is there, to change it.</summary>
    /// <exception cref="Failure">There is none.</exception>
    public static ISessionStorage OpenToWrite(string url) => OpenExisting(url, StorageAccess.ReadWrite);

    /// <summary>Opens a store to change it, and makes it where there is none.</summary>
    public static ISessionStorage OpenOrCreate(string url)
    {
        (StoreKind kind, string place) = Parse(url);
        return Open(kind, place, StorageAccess.ReadWrite);
    }

    private static ISessionStorage OpenExisting(string url, StorageAccess access)
    {
        (StoreKind kind, string place) = Parse(url);
        return kind.IsThere(place)
            ? Open(kind, place, access)
            : throw Failure.NotFound($"There is no store at '{Mask.Of(url)}'. Check the path; only commands that write to a store make one.");
    }

    private static ISessionStorage Open(StoreKind kind, string place, StorageAccess access)
    {
        try
        {
            return kind.Open(place, access);
        }
        catch (ArgumentException e)
        {
            // What a library says of a connection string may quote it.
            throw new Failure(ExitCode.Usage, $"'{kind.Scheme}:{Mask.Of(place)}' does not give a connection that {kind.Scheme} understands. Check what is in the environment or the file.", new InvalidOperationException(e.GetType().Name));
        }
    }

    private static (StoreKind Kind, string Place) Parse(string url)
    {
        if (url.Length == 0)
        {
            throw Failure.Usage($"No store is named. Give --store with {Examples}, or set FLUERS_STORE.");
        }

        int colon = url.IndexOf(':', StringComparison.Ordinal);
        string scheme = colon < 0 ? "" : url[..colon];
        return Array.Find(All, kind => kind.Scheme == scheme) is { } known && colon < url.Length - 1
            ? (known, url[(colon + 1)..])
            : throw Failure.Usage($"'{(colon < 0 ? Mask.Of(url) : Mask.Of(scheme) + ":…")}' names no store. Give {Examples}.");
    }

    private static string Full(string path) => Surroundings.Current.Full(path);
}
