using System.Text.Json;
using Fluers.Sdk.Agents.Messages;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>How <see cref="SessionChatClientBuilderExtensions.UseSession{TEnvelope}(ChatClientBuilder, Session{TEnvelope}, SessionClientOptions)"/> records.</summary>
public sealed record SessionClientOptions
{
    /// <summary>How values of no fixed type become JSON, and which content types of the caller's own there are.</summary>
    public JsonSerializerOptions? SerializerOptions { get; init; }

    /// <summary>How long a part of a streaming response may wait to be stored; 200 milliseconds by default.</summary>
    public TimeSpan PartInterval { get; init; } = SessionChatClientBuilderExtensions.DefaultPartInterval;

    /// <summary>
    /// Whether reasoning that only one provider reads is given to another one too; it is not by default, as providers refuse what others have protected. Which
    /// provider made a message is recorded, by the name that its client gives in <see cref="ChatClientMetadata.ProviderName"/>.
    /// </summary>
    public bool GivesReasoningToOtherProviders { get; init; }

    /// <summary>Tells the time; the system's clock by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal ChatCodec Codec => ChatCodec.With(SerializerOptions);
}
