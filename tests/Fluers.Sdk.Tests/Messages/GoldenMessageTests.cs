using System.Collections.Immutable;
using System.Text.Json;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Golden;

namespace Fluers.Sdk.Tests.Messages;

/// <summary>What the published versions of the SDK's own schemas stored stays readable.</summary>
public sealed class GoldenMessageTests
{
    private static readonly GoldenFrames Golden = new("src/Fluers.Sdk");

    [Fact]
    public void Every_published_version_of_a_message_is_read() => Golden.Check(
        FrameKind.Entry,
        AgentMessage.System("Answer briefly."),
        AgentMessage.User("Where is my order? 在哪里 📦"),
        new AgentMessage { Role = MessageRole.User, Content = [new ContentBlock.Image("image/png", new byte[] { 137, 80, 78, 71 })] },
        AgentMessage.Assistant(
            new ContentBlock.Reasoning("The customer asks for an order.", "signature", "encrypted"),
            new ContentBlock.Text("I look it up."),
            new ContentBlock.ToolUse("call-1", "look_up", JsonElement.Parse("""{"order":"A-1042","limit":1.50}"""))),
        AgentMessage.Tool(new ContentBlock.ToolResult("call-1", JsonElement.Parse("""{"found":true,"total":12345678901234567890.123}"""))),
        AgentMessage.Signal("resumed"),
        new AgentMessage { Role = MessageRole.Assistant, Content = [] });

    [Fact]
    public void Every_published_version_of_a_session_is_read() => Golden.Check(
        FrameKind.Head,
        new SessionState { Model = "model-1", MaxTurns = 8, SystemMessage = "Answer briefly.", Metadata = ImmutableDictionary<string, string>.Empty.Add("tenant", "acme") },
        new SessionState { Model = "", MaxTurns = int.MaxValue });
}
