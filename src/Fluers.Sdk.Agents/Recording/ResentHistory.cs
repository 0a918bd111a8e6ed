using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// What of a request is new. Some clients send a new message alone, some the whole conversation each time or the end of it, some its text alone, and all of
/// them send something again after an error; none of it is recorded twice. What the client said last is new; what it leaves out is known.
/// </summary>
internal sealed class ResentHistory
{
    private ResentHistory()
    {
    }

    /// <summary>Messages with nothing but results of tools that are not recorded yet, in order.</summary>
    public IReadOnlyList<ChatMessage> Results { get; private set; } = [];

    /// <summary>The other messages that are not recorded yet, in order.</summary>
    public IReadOnlyList<ChatMessage> Speech { get; private set; } = [];

    /// <summary>The recorded answer to a request that has been answered before; <see langword="null"/> for any other.</summary>
    public IReadOnlyList<ChatMessage>? Answer { get; private set; }

    /// <summary>Compares a request with what is recorded.</summary>
    /// <param name="given">The messages of the request, without instructions and without decisions.</param>
    /// <param name="log">What is recorded.</param>
    /// <param name="codec">Encodes contents that are compared by their bytes.</param>
    /// <param name="session">The session, for the error.</param>
    /// <param name="failed">The request before this one, where it has failed.</param>
    /// <param name="saysNothing">Whether the request ends with results or decisions. What stands in front of those was said before.</param>
    /// <exception cref="AgentHistoryException">The request contradicts the recorded conversation.</exception>
    public static ResentHistory Compare(IReadOnlyList<ChatMessage> given, AgentLog log, ChatCodec codec, SessionKey session, Failed? failed, bool saysNothing)
    {
        var result = new ResentHistory();
        if (given is [.., { MessageId: { } id } last] && last.Role == ChatRole.User && LastWithId(log.Conversation, id) is var known and >= 0)
        {
            result.Answer = AnswerBehind(log, known);
            return result;
        }

        List<SpokenTurn> ours = SpokenTurn.Of(log.Conversation, codec);
        List<SpokenTurn> theirs = SpokenTurn.Of(given, codec);
        int firstNew = FirstNew(ours, theirs, log, saysNothing || failed?.IsSame(theirs) == true, session, result);
        var isNew = new HashSet<ChatMessage>(given.Skip(firstNew), ReferenceEqualityComparer.Instance);
        result.Take(given, isNew, log);
        return result;
    }

    /// <summary>The last answer of the model.</summary>
    public static IReadOnlyList<ChatMessage> LastAnswer(AgentLog log)
    {
        int user = log.FindLast(message => message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool);
        return [.. log.Conversation.Skip(user + 1)];
    }

    /// <summary>The position of the first message that is not recorded; behind the last one where all are.</summary>
    private static int FirstNew(List<SpokenTurn> ours, List<SpokenTurn> theirs, AgentLog log, bool isKnown, SessionKey session, ResentHistory result)
    {
        if (theirs.Count == 0)
        {
            return int.MaxValue;
        }

        // What is behind the client's last answer is what it says now, or said once more; what is in front of it is history.
        if (ours.Count == 0)
        {
            return 0;
        }

        int history = theirs.FindLastIndex(turn => turn.HasAnswer) + 1;
        bool isOpen = !log.IsAnswered || isKnown;
        for (int known = Math.Min(ours.Count, theirs.Count); known > 0; known--)
        {
            if (!Matches(ours, ours.Count - known, theirs, known, log))
            {
                continue;
            }

            if (known < theirs.Count)
            {
                return theirs[known].Message;
            }

            if (isOpen || history == theirs.Count)
            {
                return int.MaxValue;
            }

            if (theirs.Count > 1)
            {
                // The whole conversation but for the answer: the client has not heard of it.
                result.Answer = AnswerBehind(log, ours[^1].Message);
                return int.MaxValue;
            }
        }

        if (history == 0)
        {
            return 0;
        }

        // A request that was answered before, from a client that has not heard of that and of what came behind.
        if (theirs.Count <= ours.Count && Matches(ours, 0, theirs, theirs.Count, log))
        {
            result.Answer = AnswerBehind(log, ours[theirs.Count - 1].Message);
            return int.MaxValue;
        }

        throw new AgentHistoryException(session, FirstDifferent(ours, theirs, log));
    }

    private static bool Matches(List<SpokenTurn> ours, int from, List<SpokenTurn> theirs, int count, AgentLog log)
    {
        for (int i = 0; i < count; i++)
        {
            SpokenTurn our = ours[from + i];
            if (!theirs[i].IsSaid(our) || !theirs[i].IsAnsweredAs(our, from + i == ours.Count - 1 ? log.BrokenOff : ""))
            {
                return false;
            }
        }

        return true;
    }

    private static int FirstDifferent(List<SpokenTurn> ours, List<SpokenTurn> theirs, AgentLog log)
    {
        for (int i = 0; i < theirs.Count && i < ours.Count; i++)
        {
            if (!theirs[i].IsSaid(ours[i]))
            {
                return theirs[i].Message;
            }

            if (!theirs[i].IsAnsweredAs(ours[i], i == ours.Count - 1 ? log.BrokenOff : ""))
            {
                return theirs[i].FirstAnswer;
            }
        }

        return theirs[^1].Message;
    }

    /// <summary>Takes what is new: messages from one on, and wherever they stand results that answer an open call, or answer one once more.</summary>
    private void Take(IReadOnlyList<ChatMessage> given, HashSet<ChatMessage> isNew, AgentLog log)
    {
        var results = new List<ChatMessage>();
        var speech = new List<ChatMessage>();
        HashSet<FunctionResultContent> wanted = Wanted(given, log);
        foreach (ChatMessage message in given)
        {
            bool hasResults = message.Contents.Any(content => content is FunctionResultContent);
            if (speech.Count > 0 && isNew.Contains(message) && message.Contents.Count > 0)
            {
                speech.Add(message);   // in one row with what is said, whatever it is
                continue;
            }

            if (hasResults && Part(message, content => content is FunctionResultContent result && wanted.Contains(result)) is { } answers)
            {
                results.Add(answers.Role == ChatRole.Tool ? answers : new ChatMessage(ChatRole.Tool, answers.Contents));
            }

            if (isNew.Contains(message) && Part(message, content => content is not FunctionResultContent) is { } said)
            {
                speech.Add(said);
            }
        }

        (Results, Speech) = (results, speech);
    }

    /// <summary>The results of a request that are not recorded: those beyond the number that is.</summary>
    private static HashSet<FunctionResultContent> Wanted(IReadOnlyList<ChatMessage> given, AgentLog log)
    {
        var wanted = new HashSet<FunctionResultContent>(ReferenceEqualityComparer.Instance);
        var found = new Dictionary<string, List<FunctionResultContent>>();
        foreach (AIContent content in given.SelectMany(message => message.Contents))
        {
            if (content is FunctionCallContent call)
            {
                found.Remove(call.CallId);   // results in front of it are of an earlier call
            }
            else if (content is FunctionResultContent result)
            {
                if (!found.TryGetValue(result.CallId, out List<FunctionResultContent>? results))
                {
                    found[result.CallId] = results = [];
                }

                results.Add(result);
            }
        }

        foreach ((string id, List<FunctionResultContent> results) in found)
        {
            wanted.UnionWith(results.Skip(log.ResultsBehindLastCall(id)));
        }

        return wanted;
    }

    private static ChatMessage? Part(ChatMessage message, Func<AIContent, bool> isPart)
    {
        AIContent[] contents = [.. message.Contents.Where(isPart)];
        if (contents.Length == message.Contents.Count)
        {
            return contents.Length == 0 ? null : message;
        }

        if (contents.Length == 0)
        {
            return null;
        }

        ChatMessage part = message.Clone();
        part.Contents = contents;
        return part;
    }

    /// <summary>The position of the latest message of a user with an id; -1 where there is none.</summary>
    public static int LastWithId(IReadOnlyList<ChatMessage> recorded, string id)
    {
        for (int i = recorded.Count - 1; i >= 0; i--)
        {
            if (recorded[i].MessageId == id && recorded[i].Role == ChatRole.User)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What the model said behind a message until somebody else spoke; <see langword="null"/> where it has not come to an answer.</summary>
    public static List<ChatMessage>? AnswerBehind(AgentLog log, int message)
    {
        List<ChatMessage> answer = [.. log.Conversation.Skip(message + 1).TakeWhile(said => said.Role == ChatRole.Assistant || said.Role == ChatRole.Tool)];
        bool isLast = message + 1 + answer.Count == log.Conversation.Count;
        return isLast && !log.IsAnswered ? null : answer;
    }

    /// <summary>A request that has failed.</summary>
    internal sealed class Failed(IReadOnlyList<ChatMessage> given, ChatCodec codec)
    {
        private readonly List<SpokenTurn> _turns = SpokenTurn.Of(given, codec);

        /// <summary>Whether another request says the same.</summary>
        public bool IsSame(List<SpokenTurn> theirs) => theirs.Count > 0 && theirs.Count == _turns.Count && theirs.Zip(_turns).All(pair => pair.First.IsSaid(pair.Second));
    }
}
