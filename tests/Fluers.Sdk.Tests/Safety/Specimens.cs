using System.Collections.Immutable;
using System.Text.Json;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Tests.TestTypes;
using Fluers.Sdk.Tests.Wire;

namespace Fluers.Sdk.Tests.Safety;

/// <summary>The frames that mutations start from: made up ones of every kind, and recorded conversations.</summary>
internal static class Specimens
{
    private const int LongestFrame = 4096;   // more bytes are more of the same, and slower

    /// <summary>Those with every kind of member.</summary>
    public static ImmutableArray<Specimen> OfEveryKind { get; } =
    [
        Specimen.Of(Everything.Sample(), FrameKind.Entry),
        Specimen.Of(new Everything(), FrameKind.Entry),
        Specimen.Of(Parcel.Sample(), FrameKind.Entry),
    ];

    /// <summary>Those of a conversation that was made up.</summary>
    public static ImmutableArray<Specimen> OfConversation { get; } = [Specimen.Of(Conversation, FrameKind.Head), .. Of(Conversation.Messages)];

    /// <summary>Those of recorded conversations. Without the recordings, which lie beside the repository, the test is skipped.</summary>
    public static ImmutableArray<Specimen> Recorded()
    {
        string folder = SharedData.Find("data/conversations") ?? "";
        Assert.SkipUnless(Directory.Exists(folder), "The conversations are not beside this repository.");
        ImmutableArray<Specimen> all = [.. Of(Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(file => FluersJson.ParseMessages(File.ReadAllBytes(file))))];
        Assert.NotEmpty(all);
        return all;
    }

    private static SessionState Conversation => new()
    {
        Model = "model-1",
        MaxTurns = 20,
        SystemMessage = "Answer briefly.",
        Metadata = ImmutableDictionary<string, string>.Empty.Add("user", "u-17").Add("channel", "web"),
        Messages =
        [
            AgentMessage.User("What is the weather in Köln? ☔"),
            AgentMessage.Assistant(
                new ContentBlock.Reasoning("They ask for the weather.", "c2lnbmVk", Encrypted: null),
                new ContentBlock.ToolUse("call-1", "weather", JsonElement.Parse("""{"city":"Köln","days":1.50}"""))),
            AgentMessage.Tool(new ContentBlock.ToolResult("call-1", JsonElement.Parse("""[{"sky":"rain","t":[9,11]},null,true]"""))),
            AgentMessage.Assistant(new ContentBlock.Text("Rain."), new ContentBlock.Image("image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47 })),
            AgentMessage.Signal("stopped"),
        ],
    };

    private static IEnumerable<Specimen> Of(IEnumerable<AgentMessage> messages) =>
        messages.Select(message => Specimen.Of(message, FrameKind.Entry)).Where(frame => frame.Frame.Length <= LongestFrame);
}
