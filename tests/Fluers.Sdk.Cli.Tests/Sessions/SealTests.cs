using System.Text.Json;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk.Cli.Tests.Sessions;

/// <summary>An export that is not whole makes no session, and one that cannot say whether it is only when somebody says so.</summary>
public sealed class SealTests
{
    public static TheoryData<string> Kinds => [.. Store.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_export_that_was_cut_is_refused_wherever_it_was_cut(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 4, "one");
        byte[] whole = await ExportAsync(store);
        string cut = Path.Combine(store.Folder, "cut");
        int[] ends = [.. Boundaries(whole)];

        Assert.Equal(1 + 1 + 4, ends.Length);   // what it holds, the head, the entries; the seal stands behind the last of them
        foreach (int end in ends.SelectMany(end => new[] { end, end + 7 }))
        {
            await File.WriteAllBytesAsync(cut, whole[..end]);
            (await store.RunAsync("sessions", "import", cut, "--id", "two")).Complaint(4);
            (await store.RunAsync("sessions", "import", cut, "--id", "two", "--allow-unsealed")).Complaint(4);
        }

        Assert.Equal(["one"], await ListAsync(store));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_export_of_an_earlier_version_is_taken_with_a_warning_by_who_asks_for_it(string kind)
    {
        using Store store = await new Store(kind).WithAsync(messages: 4, "one");
        byte[] whole = await ExportAsync(store);
        int[] ends = [.. Boundaries(whole)];
        string old = Path.Combine(store.Folder, "old");
        await File.WriteAllBytesAsync(old, whole[ends[0]..ends[^1]]);   // its frames alone

        string refused = (await store.RunAsync("sessions", "import", old, "--id", "two")).Complaint(4);
        Assert.Equal(["one"], await ListAsync(store));
        Ran taken = await store.RunAsync("sessions", "import", old, "--id", "two", "--allow-unsealed");
        await using FileStream input = File.OpenRead(old);
        Ran streamed = await Fluers.RunWithAsync(store.Folder, store.Environment, new Unseekable(input), store.OnIt("sessions", "import", "-", "--id", "three", "--allow-unsealed"));

        Assert.Contains("has no seal", refused, StringComparison.Ordinal);
        Assert.Contains("--allow-unsealed", refused, StringComparison.Ordinal);
        Assert.Equal([(0, "two\n"), (0, "three\n")], [(taken.Exit, taken.Output), (streamed.Exit, streamed.Output)]);
        Assert.All([taken, streamed], ran => Assert.Contains("The export has no seal", ran.Errors, StringComparison.Ordinal));
        Assert.Equal(["one", "three", "two"], (await ListAsync(store)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_comes_by_the_standard_input_keeps_its_times(string kind)
    {
        using Store one = await new Store("file").WithAsync(messages: 4, "one");
        using Store store = new(kind);
        using var input = new MemoryStream(await ExportAsync(one));

        Ran ran = await Fluers.RunWithAsync(store.Folder, store.Environment, new Unseekable(input), store.OnIt("sessions", "import", "-", "--id", "again"));

        Assert.Equal("again\n", ran.Good());
        Assert.Equal(await TimesAsync(one), await TimesAsync(store));
    }

    private static async Task<byte[]> ExportAsync(Store store)
    {
        string file = Path.Combine(store.Folder, "export");
        (await store.RunAsync("sessions", "export", "one", "--output", file)).Good();
        return await File.ReadAllBytesAsync(file);
    }

    /// <summary>Where frames end, but for the last.</summary>
    private static IEnumerable<int> Boundaries(byte[] frames)
    {
        for (int end = FrameHeader.Parse(frames).FrameLength; end < frames.Length; end += FrameHeader.Parse(frames.AsSpan(end)).FrameLength)
        {
            yield return end;
        }
    }

    private static async Task<string[]> ListAsync(Store store) =>
        [.. (await store.RunAsync("sessions", "list", "--json")).Json.EnumerateArray().Select(session => session.GetProperty("session").GetString()!)];

    /// <summary>To the microsecond: some databases keep no more.</summary>
    private static async Task<string> TimesAsync(Store store)
    {
        JsonElement session = Assert.Single((await store.RunAsync("sessions", "list", "--json")).Json.EnumerateArray());
        return string.Join(' ', new[] { "createdAt", "updatedAt" }.Select(time => $"{session.GetProperty(time).GetDateTimeOffset():yyyy-MM-dd HH:mm:ss.ffffff}"));
    }

    /// <summary>As a pipe is.</summary>
    private sealed class Unseekable(Stream stream) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, Math.Min(count, 13));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
