using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Storage.Tests.Files;

/// <summary>A file whose checksums are right and whose numbers are made up is a damaged session, and nothing to any other one.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const long Time = 638_000_000_000_000_000;

    private static readonly long[] Numbers =
    [
        long.MinValue, long.MinValue + 1, -1000, -300, -122, -121, -103, -18, -5, -1, 0, 1, 2, 3, 5, 7, 29, 100, 121, 122, 255, 1000, 65_535, 65_536,
        0x7FFF_FFC0, int.MaxValue - 1, int.MaxValue, int.MaxValue + 1L, uint.MaxValue, 1L << 40, 1L << 60, long.MaxValue / 2, long.MaxValue / 2 + 1,
        DateTime.MaxValue.Ticks, DateTime.MaxValue.Ticks + 1, long.MaxValue - 121, long.MaxValue - 120, long.MaxValue - 1, long.MaxValue,
    ];

    private readonly StoredFile _stored = new();
    private readonly byte[] _frames = [.. TestCommits.Head("h"), .. TestCommits.Entry("0")];
    private readonly int _head = TestCommits.Head("h").Length;

    public void Dispose() => _stored.Dispose();

    [Theory]
    [InlineData("frames")]
    [InlineData("head")]
    [InlineData("entries")]
    [InlineData("revision")]
    [InlineData("count")]
    [InlineData("update", 2L, 3L, (long)int.MaxValue, (long)uint.MaxValue, 1L << 60)]
    [InlineData("time", 0L, 2L, 3L, (long)int.MaxValue, (long)uint.MaxValue, 1L << 60)]
    [InlineData("version", long.MinValue, 0L, 2L, 3L, 1L << 60)]
    public async Task A_record_with_one_number_that_cannot_be_is_a_damaged_session(string changed, params long[] harmless)
    {
        foreach (long number in new[] { long.MinValue, -121, -1, 0, 2, 3, int.MaxValue, uint.MaxValue, 1L << 60, long.MaxValue - 120, long.MaxValue })
        {
            long Of(string name, long right) => name == changed ? number : right;
            byte[] record = Record(
                Of("frames", _frames.Length), Of("head", _head), Of("entries", 1), Of("revision", 1), Of("count", 1), Of("update", 5), Of("time", Time), Of("version", 3));
            await CheckAsync([.. Start("default", "session", Time), .. record, .. _frames, .. CommitRecord.End(record)], $"{changed} {number}");

            Assert.True(harmless.Contains(number) == ((await InfoAsync()).Damage is null), $"{changed} {number} is told of as {await InfoAsync()}.");
        }
    }

    [Theory]
    [InlineData("default", "a/b", 0)]
    [InlineData("", "session", 0)]
    [InlineData("..", "../x", 0)]
    [InlineData("default", "session", -1)]
    [InlineData("default", "session", long.MaxValue)]
    [InlineData("default", "session\0", 0)]
    [InlineData("other", "session", 0)]
    public async Task A_start_that_names_no_session_or_time_is_a_damaged_session(string tenant, string id, long time)
    {
        byte[] record = Record(_frames.Length, _head, 1, 1, 1, 5, Time, 3);
        await CheckAsync([.. Start(tenant, id, time), .. record, .. _frames, .. CommitRecord.End(record)], $"{tenant}/{id} at {time}");

        Assert.NotNull((await InfoAsync()).Damage);
    }

    [Fact]
    public async Task A_record_that_states_other_frames_than_it_has_is_a_damaged_session()
    {
        byte[] record = Record(_frames.Length, _head, 1, 1, 1, 5, 0, 3);
        byte[] second = Record(_frames.Length - _head, 0, 1, 2, 2, 6, 0, 3);
        byte[] two = [.. TestCommits.Entry("1"), .. TestCommits.Entry("2")];
        byte[] three = Record(two.Length, 0, 1, 2, 2, 6, 0, 3);
        byte[] start = [.. Start("default", "session", 0), .. record, .. _frames, .. CommitRecord.End(record)];
        await CheckAsync([.. start, .. three, .. two, .. CommitRecord.End(three)], "two frames, one stated");
        Assert.NotNull((await InfoAsync()).Damage);

        await CheckAsync([.. start, .. second, .. TestCommits.Entry("1"), .. CommitRecord.End(second)], "well formed");
        Assert.Null((await InfoAsync()).Damage);
    }

    [Fact]
    public async Task Files_of_right_checksums_and_random_numbers_are_read_as_what_they_hold_or_refused()
    {
        var random = new Random(20260729);
        int refused = 0;
        for (int round = 0; round < (Environment.GetEnvironmentVariable("FLUERS_FULL") == "1" ? 20_000 : 400); round++)
        {
            byte[] file = MakeUp(random);
            await CheckAsync(file, $"round {round}");
            refused += (await InfoAsync()).Damage is null ? 0 : 1;
        }

        Assert.True(refused > 100, "Hardly any file is refused.");
    }

    /// <summary>A file of some commits, in one of which some numbers are made up; the last may be cut off.</summary>
    private byte[] MakeUp(Random random)
    {
        var file = new List<byte>(Start("default", "session", random.Next(5) == 0 ? Numbers[random.Next(Numbers.Length)] : Time));
        int commits = random.Next(1, 4);
        int hostile = random.Next(commits);
        for (int i = 0; i < commits; i++)
        {
            byte[] frames = i == 0 ? _frames : TestCommits.Entry($"{i}");
            long[] fields = [frames.Length, i == 0 ? _head : 0, 1, i + 1, i + 1, i + 5, Time, 3];
            for (int change = i == hostile ? random.Next(3) : 0; change > 0; change--)
            {
                fields[random.Next(fields.Length)] = Numbers[random.Next(Numbers.Length)];
            }

            byte[] record = Record(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7]);
            file.AddRange([.. record, .. frames, .. CommitRecord.End(record)]);
        }

        return [.. file.Take(random.Next(3) == 0 ? file.Count - random.Next(60) : file.Count)];
    }

    /// <summary>Whatever the file is: it is listed, its neighbour is well, and what is told of it is what it holds, or a typed error.</summary>
    private async Task CheckAsync(byte[] file, string what)
    {
        if (!Directory.Exists(_stored.Folder))
        {
            await _stored.FillAsync(2);
        }

        File.WriteAllBytes(_stored.Path, file);
        await using FileStorage storage = _stored.Open();
        for (int i = 0; i < 2; i++)
        {
            StoredSessionPage page = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, PageSize = 1 });
            StoredSessionPage next = await storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant, Continuation = page.Continuation });
            Assert.Equal(["neighbour", "session"], page.Sessions.Concat(next.Sessions).Select(session => session.Key.Id.Value).Order(StringComparer.Ordinal));
            foreach (EntryRange range in new[] { EntryRange.All, new EntryRange(1, 1), new EntryRange(long.MaxValue, 1), EntryRange.None })
            {
                await TypedAsync(async () =>
                {
                    List<string>? read = await StoredFile.ReadAsync(storage, StoredFile.Key, range);
                    Assert.True(read is not null, what);
                    Assert.Equal(StoredFile.Numbers(3).Skip((int)Math.Min(3, range.From)).Take(read.Count), read);
                });
            }
        }

        Assert.Equal(StoredFile.Numbers(2), await StoredFile.ReadAsync(storage, StoredFile.Neighbour));
        Assert.Contains("default", await storage.ListTenantsAsync().ToListAsync());
        await TypedAsync(async () => await storage.RecallAsync(StoredFile.Key, 1, Guid.NewGuid()));
        await TypedAsync(async () => Assert.NotEqual(CommitStatus.Committed, (await storage.CommitAsync(TestCommits.Commit(StoredFile.Key, 99, null, "x"))).Status));
        await storage.CommitAsync(TestCommits.Commit(new SessionKey("third", new SessionId("third")), 0, "h"));
        Assert.Equal(file, File.ReadAllBytes(_stored.Path));
    }

    private async Task<StoredSessionInfo> InfoAsync()
    {
        await using FileStorage storage = _stored.Open();
        await TypedAsync(async () => await StoredFile.ReadAsync(storage, StoredFile.Key));
        return (await storage.GetInfoAsync(StoredFile.Key))!;
    }

    private static async Task TypedAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (SessionCorruptException e)
        {
            Assert.Equal(StoredFile.Key, e.Session ?? StoredFile.Key);
        }
    }

    private static byte[] Record(long frames, long head, long entries, long revision, long count, long update, long time, long version)
    {
        byte[] record = new byte[CommitRecord.Size];
        (record[0], record[1], record[2]) = (0xC7, 100, (byte)CommitRecord.ExtensionType);
        Span<byte> at = record.AsSpan(11);
        BinaryPrimitives.WriteInt64BigEndian(at, frames);
        BinaryPrimitives.WriteInt32BigEndian(at[8..], unchecked((int)head));
        BinaryPrimitives.WriteInt32BigEndian(at[12..], unchecked((int)entries));
        BinaryPrimitives.WriteInt64BigEndian(at[16..], revision);
        BinaryPrimitives.WriteInt64BigEndian(at[24..], count);
        BinaryPrimitives.WriteInt64BigEndian(at[32..], update);
        BinaryPrimitives.WriteInt64BigEndian(at[40..], time);
        BinaryPrimitives.WriteUInt64BigEndian(at[48..], TestCommits.HeadHash);
        BinaryPrimitives.WriteInt32BigEndian(at[56..], unchecked((int)version));
        Guid.CreateVersion7().TryWriteBytes(at[60..]);
        BinaryPrimitives.WriteUInt64BigEndian(record.AsSpan(3), XxHash3.HashToUInt64(at));
        return record;
    }

    private static byte[] Start(string tenant, string id, long time)
    {
        byte[] start = new byte[21 + tenant.Length + id.Length];
        (start[0], start[3], start[20]) = (0xC8, (byte)SessionStart.ExtensionType, (byte)tenant.Length);
        BinaryPrimitives.WriteUInt16BigEndian(start.AsSpan(1), (ushort)(start.Length - 4));
        BinaryPrimitives.WriteInt64BigEndian(start.AsSpan(12), time);
        Encoding.ASCII.GetBytes(tenant + id, start.AsSpan(21));
        BinaryPrimitives.WriteUInt64BigEndian(start.AsSpan(4), XxHash3.HashToUInt64(start.AsSpan(12)));
        return start;
    }
}
