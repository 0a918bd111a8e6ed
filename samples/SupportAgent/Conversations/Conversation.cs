using Fluers.Sdk;

namespace SupportAgent;

/// <summary>A conversation on the screen: what the customer says, and each step of the agent once it is saved.</summary>
internal sealed class Conversation(SupportStore store, Agent agent, Screen screen)
{
    private const int EarlierShown = 4;

    private Session<SupportSession>? _session;

    /// <summary>The session's id, as soon as there is one.</summary>
    public SessionId? Id => _session?.Id;

    /// <summary>Loads a session, and finishes the turn that another process left behind.</summary>
    /// <exception cref="Failure">There is no such session.</exception>
    public async Task ResumeAsync(SessionId id, string storePath)
    {
        _session = await store.LoadAsync(id)
            ?? throw new Failure(ExitCode.NoSession, $"There is no session '{id}' in {storePath}; --list shows those there are.");
        ShowLoaded(_session);
        await ShowAsync(_session, agent.ResumeAsync(_session));
    }

    /// <summary>Takes what the customer says, saves it, and lets the agent answer.</summary>
    /// <param name="text">What they say.</param>
    /// <param name="stopAfter">Whether to leave the turn as it is after a step.</param>
    public async Task SayAsync(string text, Func<SupportMessage, bool>? stopAfter = null)
    {
        if (_session is null)
        {
            _session = await store.CreateAsync(agent.ModelName, text);
            screen.Note("session", _session.Id.Value);
        }
        else
        {
            _session.Append(SupportMessage.User(text));
            _session.Update(state => state with { Model = agent.ModelName, Turns = state.Turns + 1 });
            await _session.SaveAsync();
        }

        if (!screen.IsTerminal)
        {
            screen.Message(_session.State.Messages[^1]);
        }

        screen.Saved(_session, store.LastCommit);
        await ShowAsync(_session, agent.GoOnAsync(_session), stopAfter);
    }

    private async Task ShowAsync(Session<SupportSession> session, IAsyncEnumerable<SupportMessage> steps, Func<SupportMessage, bool>? stopAfter = null)
    {
        try
        {
            await foreach (SupportMessage step in steps)
            {
                screen.Message(step);
                screen.Saved(session, store.LastCommit);
                if (stopAfter?.Invoke(step) == true)
                {
                    return;
                }
            }
        }
        catch (Failure failure) when (failure.ExitCode is ExitCode.Model or ExitCode.Key)
        {
            throw new Failure(failure.ExitCode, $"{failure.Message}; all that was said is saved, and --session {session.Id} goes on with it.");
        }
    }

    private void ShowLoaded(Session<SupportSession> session)
    {
        SupportSession state = session.State;
        screen.Note("session", $"{session.Id} · revision {session.Revision} · {Screen.Count(state.Messages.Count, "message", "messages")}");
        if (session.StoredVersion < SessionSchema<SupportSession>.Instance.Version)
        {
            screen.Note("version", $"stored as version {session.StoredVersion}, read as version {SessionSchema<SupportSession>.Instance.Version}; what was stored stays as it is until the next save");
        }

        SupportMessage[] spoken = [.. state.Messages.Where(message => message.Role is MessageRole.User or MessageRole.Assistant && message.Text.Length > 0)];
        foreach (SupportMessage message in spoken.TakeLast(EarlierShown))
        {
            screen.Note("earlier", $"{(message.Role == MessageRole.User ? "you" : "agent")}: {message.Text}");
        }

        if (LogPosition.Of(state.Messages) is { OpenCalls.Count: > 0 } or { AwaitsModel: true })
        {
            screen.Note("resume", "the last turn was not finished; the agent goes on where it stopped");
        }
    }
}
