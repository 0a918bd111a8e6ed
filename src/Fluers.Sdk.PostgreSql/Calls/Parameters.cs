using Npgsql;
using NpgsqlTypes;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Adds positional parameters. Each states its type, so that a statement is the same whichever values are NULL.</summary>
internal static class Parameters
{
    public static NpgsqlParameterCollection Text(this NpgsqlParameterCollection parameters, string? value) =>
        parameters.Typed(value, NpgsqlDbType.Text);

    public static NpgsqlParameterCollection Number(this NpgsqlParameterCollection parameters, long? value) =>
        value is { } number ? parameters.Typed(number, NpgsqlDbType.Bigint) : parameters.Typed<string>(null, NpgsqlDbType.Bigint);

    public static NpgsqlParameterCollection Small(this NpgsqlParameterCollection parameters, int? value) =>
        value is { } number ? parameters.Typed(number, NpgsqlDbType.Integer) : parameters.Typed<string>(null, NpgsqlDbType.Integer);

    public static NpgsqlParameterCollection Id(this NpgsqlParameterCollection parameters, Guid? value) =>
        value is { } id ? parameters.Typed(id, NpgsqlDbType.Uuid) : parameters.Typed<string>(null, NpgsqlDbType.Uuid);

    /// <summary>Bytes; NULL for none.</summary>
    public static NpgsqlParameterCollection Bytes(this NpgsqlParameterCollection parameters, ReadOnlyMemory<byte> value) =>
        value.IsEmpty ? parameters.Typed<string>(null, NpgsqlDbType.Bytea) : parameters.Typed(value, NpgsqlDbType.Bytea);

    private static NpgsqlParameterCollection Typed<T>(this NpgsqlParameterCollection parameters, T? value, NpgsqlDbType type)
    {
        parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type } : new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return parameters;
    }
}
