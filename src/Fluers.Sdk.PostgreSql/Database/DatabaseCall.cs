using Npgsql;

namespace Fluers.Sdk.PostgreSql.Database;

/// <summary>Something that is asked of the database in one round trip.</summary>
/// <typeparam name="T">What it gives.</typeparam>
internal abstract class DatabaseCall<T>
{
    /// <summary>
    /// Whether asking again, although the first time may have been done, does what asking once does. A deletion would tell another
    /// outcome; a read has to begin anew, so it may not have handed anything out.
    /// </summary>
    public virtual bool MayBeRepeated => true;

    /// <summary>Whether an error is the caller's own, and not the database's.</summary>
    public virtual bool IsCallersFault => false;

    /// <summary>Whether the call changes something, so that after a failure the caller must be told whether it did.</summary>
    public virtual bool Changes => true;

    /// <param name="connection">An open connection, outside a transaction.</param>
    /// <param name="cancellationToken">Gives up. It is not passed on where giving up would leave the outcome unknown.</param>
    public abstract ValueTask<T> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken);
}
