using Fluers.Sdk.Agents.Recording;

namespace Fluers.Sdk.Agents;

/// <summary>The turn that a tool runs in: lets it read the state of the session, and change it together with its own result.</summary>
public abstract class AgentTurn
{
    private static readonly AsyncLocal<AgentTurn?> Running = new();

    private protected AgentTurn(AgentReceipt receipt, int attempt)
    {
        Receipt = receipt;
        Attempt = attempt;
    }

    /// <summary>The turn that is running; <see langword="null"/> outside one.</summary>
    public static AgentTurn? Current
    {
        get => Running.Value;
        internal set => Running.Value = value;
    }

    /// <summary>The input.</summary>
    public AgentReceipt Receipt { get; }

    /// <summary>Which attempt it is, 1 for the first.</summary>
    public int Attempt { get; }

    /// <summary>The session.</summary>
    public SessionId Session => Receipt.Session;

    /// <summary>The state of the session as it is in memory.</summary>
    /// <exception cref="InvalidOperationException">The session has another envelope.</exception>
    public TEnvelope State<TEnvelope>()
        where TEnvelope : ISessionEnvelope<TEnvelope> => Of<TEnvelope>().State;

    /// <summary>
    /// Changes the state in the commit that stores the result of the tool: after a crash there are both or neither. Where another writer came first,
    /// the change is made once more, to what that one stored.
    /// </summary>
    /// <param name="change">Gives the new state, from nothing but the one that it is given.</param>
    /// <exception cref="InvalidOperationException">The session has another envelope.</exception>
    public void Update<TEnvelope>(Func<TEnvelope, TEnvelope> change)
        where TEnvelope : ISessionEnvelope<TEnvelope> => Of<TEnvelope>().Update(change);

    private SessionRecorder<TEnvelope> Of<TEnvelope>()
        where TEnvelope : ISessionEnvelope<TEnvelope> => (this as AgentTurn<TEnvelope>)?.Recorder
            ?? throw new InvalidOperationException($"The session of this turn has another envelope than {typeof(TEnvelope)}.");
}

/// <summary>The turn of a session with a certain envelope.</summary>
internal sealed class AgentTurn<TEnvelope>(AgentReceipt receipt, int attempt, SessionRecorder<TEnvelope> recorder) : AgentTurn(receipt, attempt)
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    public SessionRecorder<TEnvelope> Recorder => recorder;
}
