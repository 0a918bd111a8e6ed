using System.Text;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// A piece of what somebody said, and what the model answered before anything else was said: what of a conversation is compared with what a client has of it.
/// Clients lose thoughts, costs, ids and results of tools on the way; some keep of an answer its text alone, in one message, or only its last words.
/// </summary>
internal sealed class SpokenTurn
{
    private readonly List<string> _texts = [];
    private readonly List<UInt128> _calls = [];
    private readonly UInt128? _said;

    private SpokenTurn(UInt128? said, int message) => (_said, Message) = (said, message);

    /// <summary>The position of its message.</summary>
    public int Message { get; }

    /// <summary>The position of the first message of the answer; -1 where there is none.</summary>
    public int FirstAnswer { get; private set; } = -1;

    /// <summary>Whether the model has said something.</summary>
    public bool HasAnswer => FirstAnswer >= 0;

    /// <summary>The turns of a conversation. The first one has nothing that was said where the conversation begins with an answer.</summary>
    public static List<SpokenTurn> Of(IReadOnlyList<ChatMessage> messages, ChatCodec codec)
    {
        var turns = new List<SpokenTurn>();
        for (int i = 0; i < messages.Count; i++)
        {
            ChatMessage message = messages[i];
            if (message.Role == ChatRole.Assistant)
            {
                if (turns.Count == 0)
                {
                    turns.Add(new SpokenTurn(said: null, i));
                }

                turns[^1].AddAnswer(message, i);
            }
            else if (message.Role != ChatRole.Tool)
            {
                int at = i;
                turns.AddRange(MessageAtoms.Of(message, codec).Select(piece => new SpokenTurn(piece, at)));
            }
        }

        return turns;
    }

    /// <summary>Whether the same was said as in a recorded turn. An answer without what it answers is the end of a conversation that a client has cut.</summary>
    public bool IsSaid(SpokenTurn recorded) => _said is null || _said == recorded._said;

    /// <summary>Whether the answer is the recorded one, or what a client keeps of it.</summary>
    /// <param name="recorded">The recorded turn.</param>
    /// <param name="brokenOff">What the model was saying when its last response broke off.</param>
    public bool IsAnsweredAs(SpokenTurn recorded, string brokenOff)
    {
        int at = 0;
        foreach (UInt128 call in recorded._calls)
        {
            at += at < _calls.Count && _calls[at] == call ? 1 : 0;
        }

        if (at < _calls.Count)
        {
            return false;
        }

        // Messages may be left out or joined, and the space between them is nobody's.
        string theirs = string.Concat(_texts);
        int read = 0;
        foreach (string text in recorded._texts)
        {
            read += string.CompareOrdinal(theirs, read, text, 0, text.Length) == 0 ? text.Length : 0;
        }

        return read == theirs.Length || Squeezed(brokenOff).StartsWith(theirs[read..], StringComparison.Ordinal);
    }

    private void AddAnswer(ChatMessage message, int position)
    {
        FirstAnswer = HasAnswer ? FirstAnswer : position;
        if (Squeezed(message.Text) is { Length: > 0 } text)
        {
            _texts.Add(text);
        }

        _calls.AddRange(message.Contents.OfType<FunctionCallContent>().Select(MessageAtoms.Of));
    }

    private static string Squeezed(string text)
    {
        if (!text.Any(char.IsWhiteSpace))
        {
            return text;
        }

        var squeezed = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (!char.IsWhiteSpace(letter))
            {
                squeezed.Append(letter);
            }
        }

        return squeezed.ToString();
    }
}
