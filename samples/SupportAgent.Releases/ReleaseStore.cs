using Fluers.Sdk;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Sqlite;

namespace SupportAgent;

/// <summary>Leaves behind what a release stored: a database with one session, and the frames of its head and its entries.</summary>
internal static class ReleaseStore
{
    /// <param name="arguments">The folder for the database, and the one for the frames.</param>
    /// <param name="name">The name of the release: of the files, and of the session.</param>
    /// <param name="state">The session.</param>
    public static async Task WriteAsync(string[] arguments, string name, SupportSession state)
    {
        if (arguments is not [var databases, var frames])
        {
            throw new ArgumentException("Name the folder for the database and the one for the frames.", nameof(arguments));
        }

        Write<SupportSession>(frames, FrameKind.Head, [state]);
        Write(frames, FrameKind.Entry, [.. state.Messages]);
        string path = Path.Combine(databases, $"{name}.db");
        await using (var store = new SessionStore(SqliteStorage.Open(path)))
        {
            await store.CreateAsync(SessionId.Parse(name), state);
        }

        Console.WriteLine(path);
    }

    private static void Write<T>(string folder, FrameKind kind, IReadOnlyList<T> values)
        where T : ISessionSchema<T>
    {
        using var frames = new FrameWriter();
        foreach (T value in values)
        {
            frames.Write(T.Schema, kind, value);
        }

        File.WriteAllBytes(Path.Combine(folder, $"{T.Schema.Id}.v{T.Schema.Version}.bin"), frames.Written.Span);
    }
}
