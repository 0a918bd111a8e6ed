using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Server;

/// <summary>What a failure leaves of a change.</summary>
internal enum Outcome
{
    /// <summary>It was no change.</summary>
    None,

    /// <summary>Nothing was stored.</summary>
    Nothing,

    /// <summary>Whether it was stored is not known.</summary>
    Unknown,
}

/// <summary>Says of a failure of Redis, or of the way to it, what happened to the store and what to do.</summary>
internal static class ServerErrors
{
    /// <summary>Whether an error comes from the client library or the server.</summary>
    public static bool IsServerFault(Exception error) => error is RedisException or RedisTimeoutException or RedisCommandException;

    /// <summary>Whether the connection broke behind the question, so that the server may have done what was asked without being able to say so.</summary>
    public static bool IsAnswerLost(Exception error) =>
        error is OperationCanceledException
        || (error is RedisConnectionException { CommandStatus: not (CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog) } && !IsPrimaryUnknown(error));

    /// <summary>
    /// Whether the server that was asked is no primary (any more), is not ready to be one, or no primary is known: another one may have taken over.
    /// Nothing was done.
    /// </summary>
    public static bool IsPrimaryElsewhere(Exception error) =>
        IsPrimaryUnknown(error) || (error is RedisServerException server && KindOf(server) is RedisErrorKind.ReadOnly or RedisErrorKind.Loading or RedisErrorKind.MasterDown);

    /// <summary>Whether the keys are on their way from one server of a cluster to another, for a moment. Nothing was done.</summary>
    public static bool IsMoving(Exception error) =>
        error is RedisServerException { Kind: RedisErrorKind.TryAgain or RedisErrorKind.UnknownRedirectTarget } || IsElsewhere(error);

    /// <summary>Whether the server names another one that has the key, and the client library did not follow: it does so once at most.</summary>
    // Of a key that is on its way it then says that the other server is not reachable, without having tried.
    public static bool IsElsewhere(Exception error) =>
        error is RedisServerException { Kind: RedisErrorKind.Moved or RedisErrorKind.Ask }
        || (error is RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect } && error.Message.Contains("serving hashslot", StringComparison.Ordinal));

    /// <summary>Whether the server has not the script that it was asked for.</summary>
    public static bool IsScriptMissing(Exception error) => error is RedisServerException { Kind: RedisErrorKind.NoScript };

    public static SessionStorageException Describe(string place, Exception error, Outcome outcome)
    {
        string what = error switch
        {
            RedisServerException server => Describe(KindOf(server)),
            OperationCanceledException =>
                "did not say in time what became of a change that was given up. Check that the server runs and is not overloaded.",
            RedisTimeoutException =>
                "did not answer in time. Check that the server runs and is not overloaded; 'asyncTimeout' in the configuration says how long to wait.",
            RedisConnectionException =>
                "cannot be reached, or broke off the connection. Check the address, the user and the password, that the server runs, and the network.",
            _ => "does not take this command. The inner exception has the details.",
        };
        string fate = outcome switch
        {
            Outcome.Nothing => " Nothing was stored.",
            Outcome.Unknown => " Whether the change was stored is not known: try it again; the same commit is never stored twice.",
            _ => "",
        };
        return new SessionStorageException($"{place} {what}{fate} ({error.Message.TrimEnd('.')})", error);
    }

    // What a script may not do is told in other words than what a command may not.
    private static RedisErrorKind KindOf(RedisServerException error) =>
        error.Message.Contains("The user executing the script", StringComparison.Ordinal) ? RedisErrorKind.NoPermission
        : error.Message.Contains("READONLY", StringComparison.Ordinal) ? RedisErrorKind.ReadOnly
        : error.Kind;

    // The client library has looked for a connection that takes writes, and found none: it has sent nothing.
    private static bool IsPrimaryUnknown(Exception error) =>
        error is RedisConnectionException { FailureType: ConnectionFailureType.UnableToResolvePhysicalConnection };

    private static string Describe(RedisErrorKind kind) => kind switch
    {
        RedisErrorKind.NoAuth or RedisErrorKind.WrongPass => "refuses the login. Check the user and the password.",
        RedisErrorKind.NoPermission =>
            "denies this user a right. Allow the user the keys and the channels that begin with the store's prefix, and the commands of hashes, lists, "
            + "sorted sets, strings, scripts, transactions and channels; for the tenants, SCAN.",
        RedisErrorKind.ReadOnly => "cannot be written: the server is a replica, and no other one that is configured is the primary. Name the primary too.",
        RedisErrorKind.OutOfMemory => "has reached its maxmemory. Delete sessions, or give the server more memory.",
        RedisErrorKind.Misconfigured => "takes no writes, because the server cannot write its own files. Look at its log and its disk.",
        RedisErrorKind.NoReplicas => "takes no writes, because it has fewer replicas than min-replicas-to-write demands. Bring them back.",
        RedisErrorKind.Loading => "is still loading what it stored. Try again in a moment.",
        RedisErrorKind.MasterDown or RedisErrorKind.ClusterDown => "is not complete: a server of it is down. Try again once it is back, or another has taken over.",
        RedisErrorKind.TryAgain or RedisErrorKind.UnknownRedirectTarget or RedisErrorKind.Moved or RedisErrorKind.Ask =>
            "is being moved to other servers. Try again once that is done.",
        RedisErrorKind.Busy => "is busy with a script of somebody else's. Try again, or end it with SCRIPT KILL.",
        RedisErrorKind.MaxClients => "takes no more connections. Close some, or raise maxclients.",
        RedisErrorKind.WrongType => "holds a key of another kind than the store's. Use a prefix that nothing else uses, or restore the key from a backup.",
        RedisErrorKind.UnknownCommand => "does not know a command that the store needs. Use Redis 6 or later, or a server that is like it.",
        _ => "reports an unexpected error. The inner exception has the details.",
    };
}
