namespace Fluers.Sdk.Testing;

/// <summary>Texts that are ids and tenants, and mean something to a file system, a database or a shell.</summary>
internal static class HostileNames
{
    public static readonly string[] All =
    [
        ".", "..", "...", "-", "--", "_", "@", ":", "a", "A", "a.", ".a", "a:b", "a@b", "a-b", "a_b", "a.b", "b:c", "a:b:c",
        "con", "NUL", "aux.txt", "COM1", "C:", "default", "null", "NULL", "0", "00", "-1", "1e3", "sqlite_master", "sessions",
        ":memory:", "file:x", "desktop.ini", "a.db-wal", new string('x', SessionId.MaxLength), new string('x', SessionId.MaxLength - 1),
        new string('.', SessionId.MaxLength),
    ];
}
