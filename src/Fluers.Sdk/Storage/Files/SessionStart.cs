using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Fluers.Sdk.Storage;

/// <summary>
/// The first bytes of a session's file: whose it is. A MessagePack extension value of type <see cref="ExtensionType"/>, all
/// numbers big-endian: checksum (XxHash3-64 of what follows), time of creation in ticks, length of the tenant, tenant, id.
/// </summary>
internal static class SessionStart
{
    public const sbyte ExtensionType = 71;

    /// <summary>The greatest length.</summary>
    public const int MaxSize = Fixed + (2 * SessionId.MaxLength);

    private const byte Ext16 = 0xC8;
    private const int Prefix = 4;
    private const int Fixed = Prefix + 8 + 8 + 1;

    /// <summary>The length of the start of a session's file.</summary>
    public static int SizeOf(SessionKey key) => Fixed + key.Tenant.Length + key.Id.Value.Length;

    public static byte[] Write(SessionKey key, DateTimeOffset createdAt)
    {
        string tenant = key.Tenant;
        string id = key.Id.Value;
        byte[] bytes = new byte[SizeOf(key)];
        bytes[0] = Ext16;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(1), (ushort)(bytes.Length - Prefix));
        bytes[3] = (byte)ExtensionType;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(12), createdAt.UtcTicks);
        bytes[20] = (byte)tenant.Length;
        Encoding.ASCII.GetBytes(tenant, bytes.AsSpan(Fixed));
        Encoding.ASCII.GetBytes(id, bytes.AsSpan(Fixed + tenant.Length));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(4), XxHash3.HashToUInt64(bytes.AsSpan(12)));
        return bytes;
    }

    /// <summary>Reads the start of a file.</summary>
    /// <param name="bytes">The first bytes of the file, <see cref="MaxSize"/> or all.</param>
    /// <returns>The start; its length is 0 when the file ends within it.</returns>
    /// <exception cref="FileDamage">The bytes are something else.</exception>
    public static (SessionKey Key, DateTimeOffset CreatedAt, int Length) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Fixed)
        {
            return default;
        }

        int length = Prefix + BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
        if (bytes[0] != Ext16 || bytes[3] != (byte)ExtensionType || length is <= Fixed or > MaxSize)
        {
            throw new FileDamage($"a session's file begins with C8, a length and 47, found {Convert.ToHexString(bytes[..4])}", 0);
        }

        if (length > bytes.Length)
        {
            return default;
        }

        int tenantEnd = Fixed + bytes[20];
        if (BinaryPrimitives.ReadUInt64BigEndian(bytes[4..]) != XxHash3.HashToUInt64(bytes[12..length]) || tenantEnd >= length)
        {
            throw new FileDamage("the checksum of the file's start does not match its bytes", 4);
        }

        string tenant = Encoding.ASCII.GetString(bytes[Fixed..tenantEnd]);
        string id = Encoding.ASCII.GetString(bytes[tenantEnd..length]);
        long createdAt = BinaryPrimitives.ReadInt64BigEndian(bytes[12..]);
        return !SessionId.TryParse(id, out SessionId session) || SessionKey.WhyNoTenant(tenant) is not null
                ? throw new FileDamage("the start of the file names no session that there can be", Fixed)
            : !CommitRecord.IsTime(createdAt) ? throw new FileDamage($"the start of the file states a time of {createdAt} ticks", 12)
            : (new SessionKey(tenant, session), new DateTimeOffset(createdAt, TimeSpan.Zero), length);
    }
}
