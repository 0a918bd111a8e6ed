using System.Reflection;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>The build of one version of a chain, at work on frames and on stored sessions.</summary>
internal abstract class ChainBuild
{
    public abstract SessionSchema Schema { get; }

    /// <param name="assembly">What was compiled.</param>
    /// <param name="chain">The chain.</param>
    public static ChainBuild Of(Assembly assembly, Chain chain) =>
        (ChainBuild)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(assembly.GetType($"{chain.Space}.Root", throwOnError: true)!))!;

    /// <summary>The frame of a payload, as a build of a version stamps it.</summary>
    public static byte[] Frame(ulong schema, byte[] payload, int version, int minReader)
    {
        byte[] frame = [.. new byte[FrameHeader.Size], .. payload];
        new FrameHeader { Kind = FrameKind.Head, SchemaHash = schema, Version = version, MinReader = minReader }.Seal(frame);
        return frame;
    }

    /// <summary>Reads a frame of any version and writes it as one of today's.</summary>
    /// <returns>The payload.</returns>
    public abstract byte[] Upgraded(byte[] frame);

    /// <summary>Loads a session, and saves it once more, changed by as much as a number where that is given.</summary>
    /// <returns>What the guard said, and the version that the session was found in.</returns>
    public abstract Task<(SchemaVerdict? Verdict, int Version)> LoadAndSaveAsync(SessionStore store, SessionId id, int? touched);

    /// <summary>Makes a session of the state of another one.</summary>
    /// <returns>The head of the new one.</returns>
    public abstract Task<byte[]> CopyAsync(StoredHead stored);

    /// <summary>Reads and writes a payload by the types that the newest build has for an older version.</summary>
    public static byte[] ThroughSnapshot(Assembly assembly, Chain chain, int version, byte[] payload)
    {
        Type type = assembly.GetType($"{chain.Space}.RootHistory+V{version}+Root", throwOnError: true)!;
        return typeof(ChainBuild).GetMethod(nameof(Rewritten), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<byte[], byte[]>>()(payload);
    }

    private static byte[] Rewritten<T>(byte[] payload)
    {
        var format = (SessionFormat<T>)typeof(T).GetNestedType("SessionFormatter")!.GetField("Instance")!.GetValue(null)!;
        var reader = new SessionReader(payload);
        T value = format.ReadValue(ref reader);
        reader.End();
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new SessionWriter(buffer);
        format.WriteValue(ref writer, value);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private sealed class Typed<T> : ChainBuild
        where T : ISessionEnvelope<T>
    {
        private static readonly PropertyInfo Touched = typeof(T).GetProperty(RandomShape.Touched)!;

        public override SessionSchema Schema => T.Schema;

        public override byte[] Upgraded(byte[] frame) => T.Schema.Encode(T.Schema.Decode(frame), FrameKind.Head)[FrameHeader.Size..];

        public override async Task<byte[]> CopyAsync(StoredHead stored)
        {
            Session<T> session = (await stored.Store.LoadAsync<T>(StoredHead.Id))!;
            return await stored.ReadAsync((await stored.Store.CreateAsync(session.State)).Id);
        }

        public override async Task<(SchemaVerdict? Verdict, int Version)> LoadAndSaveAsync(SessionStore store, SessionId id, int? touched)
        {
            SessionLoad<T> load = await store.TryLoadAsync<T>(id);
            if (!load.Loaded)
            {
                return (load.Verdict, 0);
            }

            int version = load.Session.StoredVersion;
            load.Session.Update(state =>
            {
                Touched.SetValue(state, touched ?? Touched.GetValue(state));
                return state;
            });
            await load.Session.SaveAsync();
            return (load.Verdict, version);
        }
    }
}

/// <summary>One stored session, looked at from outside.</summary>
internal sealed class StoredHead : IFrameSink, IAsyncDisposable
{
    private readonly MemoryStorage _storage = new();
    private byte[] _head = [];

    public static SessionId Id { get; } = SessionId.Parse("session");

    public SessionStore Store { get; private init; } = null!;

    /// <summary>A storage with one session, whose head is this frame.</summary>
    public static async Task<StoredHead> OfAsync(byte[] frame)
    {
        var storage = new MemoryStorage();
        var stored = new StoredHead(storage);
        await storage.CommitAsync(new SessionCommit { Key = new SessionKey(Id), ExpectedRevision = 0, CommitId = Guid.NewGuid(), Head = frame }, default);
        return stored;
    }

    private StoredHead(MemoryStorage storage)
    {
        _storage = storage;
        Store = new SessionStore(storage);
    }

    /// <summary>The head as it is stored now.</summary>
    public Task<byte[]> ReadAsync() => ReadAsync(Id);

    /// <summary>The head of a session beside it.</summary>
    public async Task<byte[]> ReadAsync(SessionId id)
    {
        await _storage.ReadAsync(new SessionKey(id), EntryRange.All, this, default);
        return _head;
    }

    public void OnHead(StoredSessionInfo info, ReadOnlySpan<byte> head) => _head = head.ToArray();

    public void OnEntries(long firstEntry, ReadOnlySpan<byte> frames)
    {
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
