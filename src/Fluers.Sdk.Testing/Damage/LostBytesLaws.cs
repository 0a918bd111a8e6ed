using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing;

/// <summary>
/// What lost its end, or was blanked, is told of: the session stays listed, nobody takes what is left for all that there was, and no look changes
/// what is left. What is left may be the session as it once was, as a backup holds it.
/// </summary>
/// <typeparam name="TPlace">The storage that the law is held against.</typeparam>
public abstract class LostBytesLaws<TPlace> : StorageLaws<TPlace>
    where TPlace : StoragePlace, IDamagedPlace, new()
{
    [Fact]
    public async Task A_part_that_lost_its_end_or_holds_zeros_is_reported_and_left_as_it_is()
    {
        await Store(TestCommits.Commit(Key(), 0, "the head", "0", "1"));
        await Store(TestCommits.Commit(Key(), 1, null, "2"));
        await Store(TestCommits.Commit(Key("short"), 0, "the only commit", "0"));
        await Store(TestCommits.Commit(Key("neighbour"), 0, "next door", "x"));
        await Storage.DisposeAsync();
        foreach (SessionKey session in new[] { Key(), Key("short") })
        {
            string[] states = session == Key() ? ["2: the head [0 1 2]", "1: the head [0 1]"] : ["1: the only commit [0]"];
            foreach (StoredPart part in await Place.PartsAsync(session))
            {
                foreach (byte[] left in Losses(part.Bytes))
                {
                    await part.Replace(left);
                    await ReopenAsync();
                    await CheckAsync(session, states, $"{part.Name} with {left.Length} of {part.Bytes.Length} bytes");
                    await Storage.DisposeAsync();
                    Assert.Equal(left, (await Place.PartsAsync(session)).Single(now => now.Name == part.Name).Bytes);
                }

                await part.Replace(part.Bytes);
            }

            await ReopenAsync();
            Assert.Equal(states[0], await Content(session));
            await Storage.DisposeAsync();
        }

        await ReopenAsync();
    }

    private async Task CheckAsync(SessionKey session, string[] states, string what)
    {
        StoredSessionPage page = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal(["neighbour", "session", "short"], page.Sessions.Select(listed => listed.Key.Id.Value).Order(StringComparer.Ordinal));
        Assert.Equal("1: next door [x]", await Content(Key("neighbour")));
        string? read;
        try
        {
            read = await Content(session);
        }
        catch (SessionCorruptException e)
        {
            Assert.Equal(session, e.Session ?? session);
            read = null;
        }

        StoredSessionInfo? info = await Storage.GetInfoAsync(session);
        Assert.True(info is not null, $"{what}: the session is told not to be there.");
        Assert.True(states.Contains(read) || info.Damage is not null, $"{what}: read is {read ?? "nothing"}, and no damage is told of.");
        page = await Storage.ListAsync(new StoredSessionQuery { Tenant = SessionKey.DefaultTenant });
        Assert.Equal(info.Damage is null ? [] : [session], page.Sessions.Where(listed => listed.Damage is not null).Select(listed => listed.Key));
    }

    private static IEnumerable<byte[]> Losses(byte[] bytes)
    {
        int step = Math.Max(1, bytes.Length / Sweep.Length(40, bytes.Length));
        for (int length = bytes.Length - 1; length > 0; length -= length == bytes.Length - 1 ? Math.Max(1, (bytes.Length - 1) % step) : step)
        {
            yield return bytes[..length];
        }

        yield return [];
        yield return new byte[bytes.Length];
        yield return [.. bytes[..(bytes.Length / 2)], .. new byte[bytes.Length - (bytes.Length / 2)]];
    }
}
