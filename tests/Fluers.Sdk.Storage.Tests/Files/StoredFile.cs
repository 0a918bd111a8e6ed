using Fluers.Sdk.Testing;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>A folder with a session and its neighbour, and what a test does to the session's file while nobody has it open.</summary>
internal sealed class StoredFile : IDisposable
{
    public static readonly SessionKey Key = new(new SessionId("session"));
    public static readonly SessionKey Neighbour = new(new SessionId("neighbour"));

    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.File("sessions");

    public string Path => System.IO.Path.Combine(Folder, "t-default", "s-session.frames");

    public FileStorage Open(Disk? disk = null, ILoggerFactory? log = null, FileDurability durability = FileDurability.Full) =>
        FileStorage.Open(Folder, new FileStorageOptions { Disk = disk ?? new Disk(), LoggerFactory = log, Durability = durability });

    /// <summary>Opens the folder to look only.</summary>
    public FileStorage Look(Disk? disk = null) => FileStorage.Open(Folder, new FileStorageOptions { Access = StorageAccess.ReadOnly, Disk = disk ?? new Disk() });

    /// <summary>Stores commits of one entry each, the first with a head, in both sessions.</summary>
    /// <returns>The length of the session's file behind each commit, 0 first.</returns>
    public async Task<List<long>> FillAsync(int commits)
    {
        await using FileStorage storage = Open();
        var lengths = new List<long> { 0 };
        for (int i = 0; i < commits; i++)
        {
            await storage.CommitAsync(TestCommits.Commit(Neighbour, i, i == 0 ? "h" : null, $"{i}"));
            await storage.CommitAsync(TestCommits.Commit(Key, i, i == 0 ? "h" : null, $"{i}"));
            lengths.Add(new FileInfo(Path).Length);
        }

        return lengths;
    }

    /// <summary>Reads a whole session as its entries.</summary>
    public static async Task<List<string>?> ReadAsync(FileStorage storage, SessionKey key, EntryRange? range = null)
    {
        var read = new RecordedSession();
        return await storage.ReadAsync(key, range ?? EntryRange.All, read) ? read.Entries : null;
    }

    public static IEnumerable<string> Numbers(int count) => Enumerable.Range(0, count).Select(i => $"{i}");

    public void Dispose() => _folder.Dispose();
}
