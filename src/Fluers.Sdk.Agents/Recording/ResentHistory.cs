using Fluers.Sdk.Agents.Entries;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// What of a request is new. Some clients send a new message alone, some the whole conversation each time, and all of them send something
/// again after an error; none of it is recorded twice.
/// </summary>
internal sealed class ResentHistory
{
    private readonly List<ChatMessage> _new = [];

    private ResentHistory()
    {
    }

    /// <summary>The messages that are not recorded yet, in order. Of a message with results of tools, only those that are missing.</summary>
    public IReadOnlyList<ChatMessage> New => _new;

    /// <summary>The recorded answer to a request that has been answered before; <see langword="null"/> for a request to be answered.</summary>
    public IReadOnlyList<ChatMessage>? Answer { get; private set; }

    /// <summary>Compares a request with what is recorded.</summary>
    /// <param name="given">The messages of the request, without instructions.</param>
    /// <param name="log">What is recorded.</param>
    /// <param name="codec">Encodes contents that are compared by their bytes.</param>
    /// <param name="session">The session, for the error.</param>
    /// <exception cref="AgentHistoryException">The request tells the conversation otherwise than the session.</exception>
    public static ResentHistory Compare(IReadOnlyList<ChatMessage> given, AgentLog log, ChatCodec codec, SessionKey session)
    {
        var result = new ResentHistory();
        IReadOnlyList<ChatMessage> recorded = log.Conversation;
        if (given is [.., { MessageId: { } id, Role: var role }] && role == ChatRole.User && LastWithId(recorded, id) is var known and >= 0)
        {
            result.Answer = AnswerBehind(recorded, known, log);
            return result;
        }

        List<MessageAtoms.Atom> ours = MessageAtoms.Of(recorded, codec);
        List<MessageAtoms.Atom> theirs = MessageAtoms.Of(given, codec);
        int same = LongestEndThatBegins(ours, theirs);
        if (same == 0 && ours.Count > 0 && theirs.Exists(atom => atom.IsAssistant))
        {
            // The request carries history, and none of it is where the session stands.
            int common = ours.Zip(theirs).TakeWhile(pair => pair.First.Hash == pair.Second.Hash).Count();
            if (common < theirs.Count)
            {
                throw new AgentHistoryException(session, theirs[common].Message);
            }

            result.Answer = AnswerBehind(recorded, ours[common - 1].Message, log);
            return result;
        }

        result.Add(given, theirs, same, log);
        return result;
    }

    private void Add(IReadOnlyList<ChatMessage> given, List<MessageAtoms.Atom> theirs, int same, AgentLog log)
    {
        int lastKnown = same == 0 ? -1 : theirs[same - 1].Message;
        int firstNew = same < theirs.Count ? theirs[same].Message : int.MaxValue;
        HashSet<string> wanted = [.. log.OpenCalls.Select(open => open.Call.CallId)];
        for (int i = Math.Max(0, lastKnown); i < given.Count; i++)
        {
            ChatMessage message = given[i];
            if (i >= firstNew)
            {
                wanted.UnionWith(message.Contents.OfType<FunctionCallContent>().Select(call => call.CallId));
            }

            // A message is taken as a whole, or left; only results are taken one by one.
            bool isNew = i >= firstNew || (i > lastKnown && !message.Contents.Any(content => content is FunctionResultContent) && message.Contents.Count > 0);
            AIContent[] contents =
            [
                .. message.Contents.Where(content => content is FunctionResultContent result ? i >= lastKnown && wanted.Remove(result.CallId) : isNew),
            ];
            if (contents.Length == message.Contents.Count && contents.Length > 0)
            {
                _new.Add(message);
            }
            else if (contents.Length > 0)
            {
                ChatMessage part = message.Clone();
                part.Contents = contents;
                _new.Add(part);
            }
        }
    }

    private static int LastWithId(IReadOnlyList<ChatMessage> recorded, string id)
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
    private static List<ChatMessage>? AnswerBehind(IReadOnlyList<ChatMessage> recorded, int message, AgentLog log)
    {
        List<ChatMessage> answer = [.. recorded.Skip(message + 1).TakeWhile(said => said.Role == ChatRole.Assistant || said.Role == ChatRole.Tool)];
        bool isOpen = message + 1 + answer.Count == recorded.Count && log.OpenCalls.Count > 0;
        return isOpen || answer is not [.., { Role: var role }] || role != ChatRole.Assistant ? null : answer;
    }

    /// <summary>How many pieces the longest end of the one has that the other begins with, found in one pass over both.</summary>
    private static int LongestEndThatBegins(List<MessageAtoms.Atom> ours, List<MessageAtoms.Atom> theirs)
    {
        int[] shorter = new int[theirs.Count];   // by the number of pieces that match, less one: the next shorter match that ends there
        for (int i = 1, length = 0; i < theirs.Count; i++)
        {
            length = Extend(length, theirs[i].Hash);
            shorter[i] = length;
        }

        int match = 0;
        foreach (MessageAtoms.Atom atom in ours)
        {
            match = Extend(match == theirs.Count && match > 0 ? shorter[match - 1] : match, atom.Hash);
        }

        return match;

        int Extend(int length, UInt128 hash)
        {
            while (length > 0 && theirs[length].Hash != hash)
            {
                length = shorter[length - 1];
            }

            return theirs.Count > 0 && theirs[length].Hash == hash ? length + 1 : length;
        }
    }
}
