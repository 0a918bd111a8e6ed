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

    /// <summary>What a failure leaves of the change, for the caller to be told.</summary>
    /// <param name="isDoubtful">Whether the server may have done it without being able to say so.</param>
    public virtual Outcome AfterFailure(bool isDoubtful) => !Changes ? Outcome.None : isDoubtful ? Outcome.Unknown : Outcome.Nothing;

    /// <param name="connection">An open connection, outside a transaction.</param>
    /// <param name="cancellationToken">
    /// Asks the server to stop. What was asked for is undone if it does, and done if it does not: its answer says which.
    /// </param>
    public abstract ValueTask<T> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken);

    /// <summary>Called when nobody waits for the call any more, which may still be running: it hands nothing out from now on.</summary>
    public virtual void Abandon()
    {
    }
}
