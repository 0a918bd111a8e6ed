using System.Diagnostics;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>While one process has a folder open, no other one comes in, however long the first sleeps; when it ends, the next one does.</summary>
public sealed class SecondProcessTests : IDisposable
{
    private readonly StoredFile _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public async Task A_second_process_is_refused_and_harms_nothing()
    {
        await using FileStorage storage = _stored.Open();
        await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h", "0"));

        (int exitCode, string errors) = await RunHostAsync("append", "file", "session", "other", "5");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("another storage has it open", errors, StringComparison.Ordinal);
        await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 1, null, "1"));
        Assert.Equal(["0", "1"], await StoredFile.ReadAsync(storage, StoredFile.Key));
    }

    [Fact]
    public async Task A_second_process_that_only_looks_reads_beside_the_first()
    {
        await using FileStorage storage = _stored.Open();
        await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 0, "h", "0"));

        (int exitCode, string told) = await RunHostAsync("read", "file-look", "session");

        Assert.True(exitCode == 0 && told.Contains("1: h [0]", StringComparison.Ordinal), told);
        await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 1, null, "1"));
    }

    [Fact]
    public async Task The_next_process_goes_on_where_the_first_ended()
    {
        await _stored.FillAsync(3);

        (int exitCode, string errors) = await RunHostAsync("append", "file", "session", "other", "5");

        Assert.True(exitCode == 0, errors);
        await using FileStorage storage = _stored.Open();
        List<string> entries = (await StoredFile.ReadAsync(storage, StoredFile.Key))!;
        Assert.Equal(StoredFile.Numbers(3), entries.Take(3));
        Assert.Equal(8, (await storage.GetInfoAsync(StoredFile.Key))!.Revision);
    }

    private async Task<(int ExitCode, string Told)> RunHostAsync(string command, string kind, params string[] arguments)
    {
        string host = Path.Combine(AppContext.BaseDirectory, "Fluers.Sdk.Storage.Host.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", host, command, $"{kind}|{_stored.Folder}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
