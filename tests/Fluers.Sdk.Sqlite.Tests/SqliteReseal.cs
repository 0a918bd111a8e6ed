using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>
/// Changes a session's row and gives it the seal that fits, as the file's own documentation says how: what only a hostile program does. It is
/// written anew here, so that a change of the format does not go unnoticed.
/// </summary>
internal static class SqliteReseal
{
    private static readonly string[] Columns =
    [
        "key", "tenant", "id", "name", "deleted", "revision", "entry_count", "schema_hash", "schema_version", "created_at", "updated_at", "updates",
        "tail_rows", "tail_from", "tail_bytes", "tail_last", "last_commit", "head_check", "forgotten",
    ];

    private static Dictionary<string, object?>? _before;

    public static void Change(string path, SessionKey key, string column, long value)
    {
        using SqliteConnection connection = Sql.Open(path);
        Dictionary<string, object?> row = Read(connection, key);
        _before = new(row);
        Assert.Equal(SealOf(row), row["seal"]);   // or this is not how seals are made
        row[column] = value;
        row["seal"] = SealOf(row);
        Write(connection, key, row);
    }

    public static void Restore(string path, SessionKey key)
    {
        using SqliteConnection connection = Sql.Open(path);
        Write(connection, key, _before!);
    }

    private static Dictionary<string, object?> Read(SqliteConnection connection, SessionKey key)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", Columns)}, seal FROM sessions WHERE id = $id";
        command.Parameters.AddWithValue("$id", key.Id.Value);
        using SqliteDataReader reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return Columns.Append("seal").ToDictionary(name => name, name => reader[name] is DBNull ? null : reader[name])!;
    }

    private static void Write(SqliteConnection connection, SessionKey key, Dictionary<string, object?> row)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"UPDATE sessions SET {string.Join(", ", row.Keys.Select(name => $"{name} = ${name}"))} WHERE id = $which";
        foreach ((string name, object? value) in row)
        {
            command.Parameters.AddWithValue($"${name}", value ?? DBNull.Value);
        }

        command.Parameters.AddWithValue("$which", key.Id.Value);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static object SealOf(Dictionary<string, object?> row)
    {
        var bytes = new List<byte>();
        Add(bytes, 2);
        foreach (string name in Columns)
        {
            switch (row[name])
            {
                case long number:
                    Add(bytes, number);
                    break;
                case string text:
                    Add(bytes, text.Length);
                    bytes.AddRange(Encoding.ASCII.GetBytes(text));
                    break;
                case byte[] id:
                    Add(bytes, 1);
                    bytes.AddRange(id);
                    break;
                default:
                    Add(bytes, 0);
                    break;
            }
        }

        return unchecked((long)XxHash3.HashToUInt64(bytes.ToArray()));
    }

    private static void Add(List<byte> bytes, long number)
    {
        byte[] big = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(big, number);
        bytes.AddRange(big);
    }
}
