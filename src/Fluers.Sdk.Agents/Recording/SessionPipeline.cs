using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>
/// Puts a session on both sides of the client that runs tools: under it, where every call of the model passes, and above it, where decisions of people come in.
/// That client would run the call that a decision brings along.
/// </summary>
internal static class SessionPipeline
{
    /// <summary>The pipeline of a builder, with the session around it.</summary>
    public static ChatClientBuilder Around(ChatClientBuilder above, AgentRecorder recorder, SessionClientOptions options)
    {
        var building = new Lock();
        IChatClient? model = null;
        IChatClient? below = null;
        RecordingOptions? guarded = null;
        above.Use((inner, services) =>
        {
            model = inner;
            return below is null || guarded is null
                ? new SessionChatClient(inner, recorder, RecordingOptions.Of(options, services, isGuarded: false))   // built by who has not gone on with the builder
                : new SessionChatClient(below, recorder, guarded);
        });

        // A builder does not say what it ends in, so the clients above are built once to find the model, and once more in their place.
        var pipeline = new ChatClientBuilder(services =>
        {
            lock (building)
            {
                above.Build(services);
                return model!;
            }
        });
        return pipeline.Use((inner, services) =>
        {
            lock (building)
            {
                (below, guarded) = (inner, RecordingOptions.Of(options, services, isGuarded: true));
                try
                {
                    IChatClient top = above.Build(services);
                    var invoking = top.GetService(typeof(FunctionInvokingChatClient)) as FunctionInvokingChatClient;
                    if (invoking is not null)
                    {
                        RecordedFunction.Wrap(invoking);
                    }

                    guarded.Invoking = () => invoking;
                    return new SessionGate(top, recorder, guarded);
                }
                finally
                {
                    (below, guarded) = (null, null);
                }
            }
        });
    }
}
