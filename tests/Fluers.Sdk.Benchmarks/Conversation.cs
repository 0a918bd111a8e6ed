using System.Text.Json;

namespace Fluers.Sdk.Benchmarks;

/// <summary>
/// The messages of the comparison: a real agent conversation where the folder with recorded ones stands beside the
/// repository, otherwise one of the same make-up. Repeated until there are enough.
/// </summary>
internal static class Conversation
{
    private const string Latin = "The reservation was found; two passengers fly on the third of May from Boston to Seattle, with one bag each. ";

    private const string NonLatin = "已找到预订：两位乘客五月三日从波士顿飞往西雅图。تم العثور على الحجز لراكبين مع حقيبة واحدة لكل منهما. 👍🏽🛫🧳 ";

    public static Message[] Take(int count, Script script = Script.Recorded)
    {
        Message[] source = script == Script.NonLatin ? Made(NonLatin) : Recorded() ?? Made(Latin);
        return [.. Enumerable.Range(0, count).Select(i => source[i % source.Length])];
    }

    /// <summary>A turn of the usual length: what a user says and what is answered.</summary>
    public static Message[] Turn() => Take(6)[4..];

    /// <summary>Every text in the messages, in order.</summary>
    public static string[] Texts(IEnumerable<Message> messages) =>
    [
        .. messages.SelectMany(message => message.Content).SelectMany(block => block switch
        {
            Text text => [text.Value],
            ToolUse call => [call.Id, call.Name, call.Input],
            ToolResult result => new[] { result.ToolUseId, result.Content },
            _ => [],
        }),
    ];

    private static Message[]? Recorded()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string conversations = Path.Combine(folder.FullName, "shared", "data", "conversations");
            if (Directory.Exists(conversations))
            {
                return
                [
                    .. Directory.EnumerateFiles(conversations, "tau-airline-*.json").Order(StringComparer.Ordinal)
                        .SelectMany(file => FluersJson.ParseMessages(File.ReadAllBytes(file)))
                        .Select(Convert),
                ];
            }
        }

        return null;
    }

    private static Message Convert(AgentMessage message) => new((int)message.Role, [.. message.Content.Select(Convert)]);

    private static Block Convert(ContentBlock block) => block switch
    {
        ContentBlock.Text text => new Text(text.Value),
        ContentBlock.ToolUse call => new ToolUse(call.Id, call.Name, call.Input.GetRawText()),
        ContentBlock.ToolResult { Content.ValueKind: JsonValueKind.String } result => new ToolResult(result.ToolUseId, result.Content.GetString()!),
        ContentBlock.ToolResult result => new ToolResult(result.ToolUseId, result.Content.GetRawText()),
        _ => new Text(block.ToString()),
    };

    private static Message[] Made(string words) =>
    [
        .. Enumerable.Range(0, 32).Select(i => (i % 4) switch
        {
            0 => new Message(1, [new Text(Repeat(words, 1 + (i % 3)))]),
            1 => new Message(2, [new Text(Repeat(words, 2)), new ToolUse($"call_{i:x8}", "get_reservation_details", $$"""{"reservation_id":"R{{i:D5}}"}""")]),
            2 => new Message(3, [new ToolResult($"call_{i - 1:x8}", $$"""{"status":"confirmed","notes":"{{Repeat(words, 6)}}"}""")]),
            _ => new Message(2, [new Text(Repeat(words, 4))]),
        }),
    ];

    private static string Repeat(string words, int times) => string.Concat(Enumerable.Repeat(words, times));
}
