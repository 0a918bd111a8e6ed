using System.Text;

namespace Fluers.Sdk.PostgreSql;

/// <summary>How a <see cref="PostgreSqlStorage"/> behaves. The tables are the same whatever is chosen.</summary>
public sealed record PostgreSqlOptions
{
    private const int MaxNameBytes = 63;

    /// <summary>The schema of the database that holds the sessions, and nothing else; <c>fluers</c> unless stated. Set up when it is not there.</summary>
    /// <exception cref="ArgumentException">PostgreSQL has no such name: it is empty, longer than 63 bytes, or holds a NUL.</exception>
    public string Schema
    {
        get;
        init => field = value is null || value.Length == 0 || value.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(value) > MaxNameBytes
            ? throw new ArgumentException($"The name of a schema has 1 to {MaxNameBytes} bytes and no NUL.", nameof(value))
            : value;
    } = "fluers";

    /// <summary>What a commit survives once it has returned; <see cref="PostgreSqlDurability.Server"/> unless stated.</summary>
    public PostgreSqlDurability Durability { get; init; } = PostgreSqlDurability.Server;

    /// <summary>Gives the times of creation and update; the system's unless stated.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
