using System.Buffers.Binary;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.PostgreSql.Tests.Laws;

/// <summary>A row of a table, whose columns are bytes that can be replaced.</summary>
internal sealed class StoredRow(string table, string[] columns, object[] values)
{
    private object[]? _changed;   // what is stored instead

    public IEnumerable<StoredPart> Parts => columns
        .Select((name, column) => (name, column))
        .Where(pair => pair.name is not ("tenant" or "id") && values[pair.column] is not DBNull)
        .Select(pair => new StoredPart($"{table}.{pair.name}", Bytes(values[pair.column]), bytes => ReplaceAsync(pair.column, bytes)));

    public static async Task<IReadOnlyList<StoredRow>> ReadAsync(string table, string where)
    {
        (string[] columns, List<object[]> rows) = await Sql.RowsAsync($"SELECT * FROM {table} WHERE {where}");
        return [.. rows.Select(row => new StoredRow(table, columns, row))];
    }

    private async Task ReplaceAsync(int column, byte[] bytes)
    {
        object[] changed = [.. values];
        changed[column] = Value(values[column], bytes);
        string where = string.Join(" AND ", columns.Select((name, i) => $"{name} = ${i + 1}"));
        string set = string.Join(", ", columns.Select((name, i) => $"{name} = ${columns.Length + i + 1}"));
        Assert.Equal(1, await Sql.ExecuteAsync($"UPDATE {table} SET {set} WHERE {where}", [.. _changed ?? values, .. changed]));
        _changed = changed;
    }

    private static byte[] Bytes(object value)
    {
        byte[] bytes = new byte[8];
        switch (value)
        {
            case byte[] array:
                return array;
            case Guid id:
                return id.ToByteArray(bigEndian: true);
            case int number:
                BinaryPrimitives.WriteInt32BigEndian(bytes, number);
                return bytes[..4];
            case long number:
                BinaryPrimitives.WriteInt64BigEndian(bytes, number);
                return bytes;
            default:
                throw new ArgumentException($"{value} has no bytes.");
        }
    }

    private static object Value(object like, byte[] bytes) => like switch
    {
        Guid => new Guid(bytes, bigEndian: true),
        int => BinaryPrimitives.ReadInt32BigEndian(bytes),
        long => BinaryPrimitives.ReadInt64BigEndian(bytes),
        _ => bytes,
    };
}
