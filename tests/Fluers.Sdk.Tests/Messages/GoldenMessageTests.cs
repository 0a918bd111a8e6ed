using System.Collections.Immutable;
using System.Text.Json;
using Fluers.Sdk.Testing;

namespace Fluers.Sdk.Tests.Messages;

/// <summary>The messages that the SDK brings.</summary>
public sealed class GoldenMessageTests() : SchemaLaws(SchemaSamples.OfEntry<AgentMessage>(
    "src/Fluers.Sdk",
    AgentMessage.System("Answer briefly."),
    AgentMessage.User("Where is my order? 在哪里 📦"),
    new AgentMessage { Role = MessageRole.User, Content = [new ContentBlock.Image("image/png", new byte[] { 137, 80, 78, 71 })] },
    AgentMessage.Assistant(
        new ContentBlock.Reasoning("The customer asks for an order.", "signature", "encrypted"),
        new ContentBlock.Text("I look it up."),
        new ContentBlock.ToolUse("call-1", "look_up", JsonElement.Parse("""{"order":"A-1042","limit":1.50}"""))),
    AgentMessage.Tool(new ContentBlock.ToolResult("call-1", JsonElement.Parse("""{"found":true,"total":12345678901234567890.123}"""))),
    AgentMessage.Signal("resumed"),
    new AgentMessage { Role = MessageRole.Assistant, Content = [] }));

/// <summary>The envelope that the SDK brings.</summary>
public sealed class GoldenStateTests() : SchemaLaws(SchemaSamples.OfEnvelope<SessionState>(
    "src/Fluers.Sdk",
    new SessionState { Model = "model-1", MaxTurns = 8, SystemMessage = "Answer briefly.", Metadata = ImmutableDictionary<string, string>.Empty.Add("tenant", "acme") },
    new SessionState { Model = "", MaxTurns = int.MaxValue }));
