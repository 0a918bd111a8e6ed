using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>The forms in which clients send a conversation with what is new in it, as the page of agents tells of them.</summary>
internal static class RequestForms
{
    private static readonly Happening[] Forms =
    [
        Happening.SentAlone, Happening.SentAlone, Happening.SentWhole, Happening.SentEnd, Happening.SentAsJson, Happening.SentAsText,
        Happening.SentWithoutResults, Happening.SentJoined, Happening.SentLastWords,
    ];

    /// <summary>Puts new messages behind what a client has of the conversation.</summary>
    public static List<ChatMessage> Of(World world, IReadOnlyList<ChatMessage> said, IReadOnlyList<ChatMessage> now)
    {
        Happening form = Forms[world.Random.Next(Forms.Length)];
        world.Happened(form);
        world.Steps.Add($"  in the form: {form}");
        return form switch
        {
            Happening.SentWhole => [.. said, .. now],
            Happening.SentEnd => [.. End(world, said), .. now],
            Happening.SentAsJson => [.. DecisionForms.ByJson([.. said, .. now])],
            Happening.SentAsText => [.. said.Where(message => message.Text.Length > 0).Select(message => new ChatMessage(message.Role, message.Text)), .. now],
            Happening.SentWithoutResults => [.. said.Where(message => message.Role != ChatRole.Tool), .. now],
            Happening.SentJoined => [.. Answers(said, string.Concat), .. now],
            Happening.SentLastWords => [.. Answers(said, texts => texts.Last()), .. now],
            _ => [.. now],
        };
    }

    private static IEnumerable<ChatMessage> End(World world, IReadOnlyList<ChatMessage> said)
    {
        int[] begins = [.. said.Index().Where(message => message.Item.Role == ChatRole.User && message.Item.Text.Length > 0).Select(message => message.Index)];
        return begins.Length == 0 ? said : said.Skip(begins[world.Random.Next(begins.Length)]);
    }

    /// <summary>What was said as text, each answer as one message.</summary>
    private static IEnumerable<ChatMessage> Answers(IEnumerable<ChatMessage> said, Func<IEnumerable<string>, string> joined)
    {
        var answer = new List<string>();
        foreach (ChatMessage message in said.Where(message => message.Text.Length > 0 && message.Role != ChatRole.Tool))
        {
            if (message.Role == ChatRole.Assistant)
            {
                answer.Add(message.Text);
                continue;
            }

            if (answer.Count > 0)
            {
                yield return new ChatMessage(ChatRole.Assistant, joined(answer));
                answer = [];
            }

            yield return new ChatMessage(message.Role, message.Text);
        }

        if (answer.Count > 0)
        {
            yield return new ChatMessage(ChatRole.Assistant, joined(answer));
        }
    }
}
