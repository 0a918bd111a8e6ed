using Fluers.Sdk.PostgreSql.Opening;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>What the server answers a commit or a fork.</summary>
internal static class CommitAnswer
{
    /// <param name="answer">The row of the answer.</param>
    /// <param name="key">The session that a damaged row would be of.</param>
    /// <exception cref="SessionCorruptException">The session is damaged.</exception>
    public static CommitOutcome Read(NpgsqlDataReader answer, SessionKey key) => (Answer)answer.GetInt32(0) switch
    {
        Answer.Damaged => throw new SessionCorruptException(key, answer.GetString(3)),
        var status => new CommitOutcome((CommitStatus)status, answer.GetInt64(1), answer.GetInt64(2)),
    };

    /// <summary>What came of a commit that was sent again: when an earlier one was stored after all, its own outcome.</summary>
    public static CommitOutcome Merge(CommitOutcome earlier, CommitOutcome last) => last.Status == CommitStatus.Repeated ? earlier : last;
}
