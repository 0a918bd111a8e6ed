using System.Text.Json;
using Fluers.Sdk.Agents.Recording;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>Puts a session into a pipeline of chat clients.</summary>
public static class SessionChatClientBuilderExtensions
{
    internal static readonly TimeSpan DefaultPartInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Records a conversation in a session: what is said to the model before the model is called, each response when it comes, the parts of one
    /// that streams, and each result of a tool when the tool has ended. The model is given the recorded conversation, so a caller may send the
    /// new message alone, or all of them again; nothing is recorded twice.
    /// </summary>
    /// <remarks>
    /// It stands directly under the client that runs tools, <c>.UseFunctionInvocation().UseSession(session)</c>: there it sees every call of the model, and
    /// what it has not recorded is not run. What shortens the conversation for the model stands under it, so that the record stays whole.
    /// The client is as safe for use by many threads as the session: one request at a time. It puts recorded functions into
    /// <see cref="ChatOptions.Tools"/> of the options that it is given.
    /// Go on with the builder that is returned: in front of what was added before it, it takes the decisions of people about tools out of a request, and
    /// carries them out on the recorded calls. What is added behind it stands under the session.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="session">The session, whose log is of <see cref="AgentEntry"/>. It is saved by the client.</param>
    /// <param name="serializerOptions">How values of no fixed type become JSON, and which content types of the caller's own there are.</param>
    /// <returns>The pipeline with the session on both sides of the client that runs tools.</returns>
    /// <exception cref="ArgumentException">The envelope has no log of agent entries.</exception>
    public static ChatClientBuilder UseSession<TEnvelope>(
        this ChatClientBuilder builder, Session<TEnvelope> session, JsonSerializerOptions? serializerOptions = null)
        where TEnvelope : ISessionEnvelope<TEnvelope> => builder.UseSession(session, new SessionClientOptions { SerializerOptions = serializerOptions });

    /// <summary>Puts a session into the pipeline, with settings. See the other overload for what it does and where it stands.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="session">The session, whose log is of <see cref="AgentEntry"/>. It is saved by the client.</param>
    /// <param name="options">How it is recorded.</param>
    /// <returns>The pipeline with the session on both sides of the client that runs tools.</returns>
    /// <exception cref="ArgumentException">The envelope has no log of agent entries.</exception>
    public static ChatClientBuilder UseSession<TEnvelope>(this ChatClientBuilder builder, Session<TEnvelope> session, SessionClientOptions options)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(options);
        return SessionPipeline.Around(builder, new SessionRecorder<TEnvelope>(session, options.Codec, options.Clock), options);
    }
}
