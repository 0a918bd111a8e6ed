using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Recording;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Recording;

/// <summary>What this process knows of an agent's session beyond what that says itself.</summary>
internal sealed class SessionTie<TEnvelope>
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The id of the session in the store that is about to be made: of a first run that may be stored, and was not heard of.</summary>
    public SessionId? Making { get; set; }

    /// <summary>
    /// The session in the store as the run that is under way has read it, which its tools and its end record into: the conversation is read once for each request of the
    /// model, not once for each tool. What another process stores meanwhile is found when this one stores something.
    /// </summary>
    public SessionRecorder<TEnvelope>? Recorder { get; set; }

    /// <summary>Brings a save to its end whose outcome was not heard of; <see langword="null"/> where there is none.</summary>
    public Func<CancellationToken, ValueTask>? Unsettled { get; set; }

    /// <summary>The run that has failed, as long as nothing else was asked for.</summary>
    public FailedRun? Failed { get; set; }

    /// <summary>What kept a tool from being recorded. The model is not to be told of it as a failure of the tool.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Calls whose start may be stored, and whose tools this process has not run.</summary>
    public HashSet<string> NotStarted { get; } = [];

    /// <summary>One at a time, so that two first runs at once make one session in the store.</summary>
    public async ValueTask<Exit> EnterAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Exit(_one);
    }

    internal readonly struct Exit(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}

/// <summary>A run that has failed.</summary>
/// <param name="Request">What it was asked.</param>
/// <param name="Before">How many messages were recorded before it.</param>
internal sealed record FailedRun(ResentHistory.Failed Request, int Before)
{
    /// <summary>Whether a request is the same one again.</summary>
    public bool IsSame(IReadOnlyList<ChatMessage> request, Agents.Messages.ChatCodec codec) => Request.IsSame(SpokenTurn.Of(request, codec));
}
