using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.Tests.Screen;

/// <summary>A file that a command writes is there whole, or not at all.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-output-").FullName;

    [Fact]
    public async Task What_fails_in_the_middle_leaves_what_was_there_and_nothing_else()
    {
        string file = Path.Combine(_folder, "export");
        await File.WriteAllTextAsync(file, "of before");

        await Assert.ThrowsAsync<InvalidOperationException>(() => OutputFile.WriteAsync(file, FailAsync, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => OutputFile.WriteAsync(file + "-2", FailAsync, CancellationToken.None));

        Assert.Equal([file], Directory.GetFiles(_folder));
        Assert.Equal("of before", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_link_leads_to_the_file_that_is_written()
    {
        string file = Path.Combine(_folder, "file");
        string link = Path.Combine(_folder, "link");
        await File.WriteAllTextAsync(file, "of before");
        File.CreateSymbolicLink(link, file);

        await OutputFile.WriteAsync(link, "new", CancellationToken.None);

        Assert.Equal(("new", file), (await File.ReadAllTextAsync(file), new FileInfo(link).LinkTarget));
    }

    [Fact]
    public async Task A_device_takes_what_is_written_and_stays()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "There is no /dev/null here.");

        await OutputFile.WriteAsync("/dev/null", "new", CancellationToken.None);

        Assert.Equal("", await File.ReadAllTextAsync("/dev/null"));
    }

    [Theory]
    [InlineData("export", "one", "--output")]
    [InlineData("export", "damaged", "--output")]
    [InlineData("stats", "--chart")]
    public async Task A_command_leaves_its_file_or_none(params string[] command)
    {
        using Store store = await new Store("file").WithAsync(messages: 3, "damaged", "one");
        string damaged = store.FileOf("damaged");
        byte[] bytes = await File.ReadAllBytesAsync(damaged);
        bytes[bytes.AsSpan().IndexOf("question 2"u8)] ^= 1;
        await File.WriteAllBytesAsync(damaged, bytes);

        Ran ran = await store.RunAsync(["sessions", .. command, Path.Combine(_folder, "file")]);

        Assert.Equal(command[1] == "damaged" ? [] : ["file"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        Assert.Equal(command[1] == "damaged" ? 4 : command[0] == "stats" ? 1 : 0, ran.Exit);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async ValueTask FailAsync(Stream stream)
    {
        await stream.WriteAsync(new byte[100_000]);
        throw new InvalidOperationException();
    }
}
