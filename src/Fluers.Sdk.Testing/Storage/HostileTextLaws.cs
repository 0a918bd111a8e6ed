using System.Text;
using CsCheck;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>No key, text or byte means anything to a storage: what it is given is what it gives back.</summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class HostileTextLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, new()
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@";

    public static TheoryData<string> Texts => new(
        "", "\0", "a\0b", "'; DROP TABLE sessions; --", "\"", "%", "_%", "*", "../../etc/passwd", "C:\\NUL", "\r\n", "\u202Eevil", "\uFEFF",
        "e\u0301", "\U0001F600", "$1", "?1", "{0}", "\x1B[2J", "-1", "null", "EVAL \"return 1\" 0");

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Any_text_comes_back_as_it_was_stored(string text)
    {
        await Store(TestCommits.Commit(Key(), 0, text, text, text + text));

        RecordedSession read = await Read(Key());

        Assert.Equal(text, read.Head);
        Assert.Equal([text, text + text], read.Entries);
    }

    [Fact]
    public async Task Any_bytes_come_back_as_they_were_stored()
    {
        // Not even UTF-8: a lone surrogate as some writers encode it, every byte once, and a frame's own first bytes.
        byte[][] payloads = [[0xED, 0xA0, 0x80], [.. Enumerable.Range(0, 256).Select(i => (byte)i)], [0xC7, 0x1A, 0x46], new byte[300]];
        byte[] entries = [.. payloads.SelectMany(TestCommits.Entry)];
        await Store(TestCommits.Commit(Key(), 0, "h").With(entries: entries, entryCount: payloads.Length));

        var read = new Bytes();
        Assert.True(await Storage.ReadAsync(Key(), EntryRange.All, read));

        Assert.Equal(Convert.ToHexString(entries), read.Entries.ToString());
    }

    /// <summary>Random keys, made of few characters so that they are alike, never meet.</summary>
    [Fact]
    public async Task Random_keys_never_share_a_session()
    {
        Gen<string> text = Gen.OneOf(
            Gen.String[Gen.Char["aA.:@-_0"], 1, 4], Gen.String[Gen.Char[Alphabet], 1, SessionId.MaxLength], Gen.String[Gen.Char["aA:"], 120, SessionId.MaxLength]);
        var keys = new HashSet<SessionKey>();
        Gen.Select(text, text).Array[300].Sample(
            pairs => keys.UnionWith(pairs.Select(pair => new SessionKey(pair.Item1, new SessionId(pair.Item2)))), iter: 1, threads: 1);
        foreach (SessionKey key in keys)
        {
            await Store(TestCommits.Commit(key, 0, $"{key.Tenant}/{key.Id}"));
        }

        foreach (SessionKey key in keys)
        {
            Assert.Equal($"{key.Tenant}/{key.Id}", (await Read(key)).Head);
        }
    }

    private sealed class Bytes : IFrameSink
    {
        public StringBuilder Entries { get; } = new();

        public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head)
        {
        }

        public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames) => Entries.Append(Convert.ToHexString(frames));
    }
}
