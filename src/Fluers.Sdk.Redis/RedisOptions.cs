namespace Fluers.Sdk.Redis;

/// <summary>How a <see cref="RedisStorage"/> behaves. The keys are the same whatever is chosen.</summary>
public sealed record RedisOptions
{
    private const int MaxPrefix = 64;

    /// <summary>What every key of the store begins with, and no key of anything else; <c>fluers</c> unless stated.</summary>
    /// <exception cref="ArgumentException">It has not 1 to 64 characters of the alphabet of <see cref="SessionId"/>.</exception>
    public string Prefix
    {
        get;
        init => field = value is { Length: <= MaxPrefix } && SessionId.TryParse(value, out _)
            ? value
            : throw new ArgumentException($"A prefix has 1 to {MaxPrefix} characters of A-Z a-z 0-9 - _ . : @.", nameof(value));
    } = "fluers";

    /// <summary>The number of the database on a server that is no cluster; that of the connection unless stated.</summary>
    public int? Database { get; init; }

    /// <summary>What a commit survives once it has returned; <see cref="RedisDurability.Server"/> unless stated.</summary>
    public RedisDurability Durability { get; init; } = RedisDurability.Server;

    /// <summary>How many replicas must have a commit with <see cref="RedisDurability.Replicated"/>; 1 unless stated.</summary>
    public int Replicas
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>
    /// How long to wait for the replicas; 2 seconds unless stated. The connection waits with the commit, so other commits of the
    /// process wait as well.
    /// </summary>
    public TimeSpan ReplicaTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gives the times of creation and update; the system's unless stated.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
