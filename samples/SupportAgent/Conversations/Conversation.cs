using Fluers.Sdk;
using Fluers.Sdk.Agents;
using Microsoft.Extensions.AI;

namespace SupportAgent;

/// <summary>A conversation on the screen: what the customer says, and each step of the agent once it is saved.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="model">Who answers.</param>
/// <param name="screen">Where it is shown.</param>
/// <param name="pace">How long to wait after each step.</param>
internal sealed class Conversation(SupportStore store, IChatClient model, Screen screen, TimeSpan pace)
{
    private const int EarlierShown = 4;

    private Session<SupportConversation>? _session;
    private Agent? _agent;

    /// <summary>The session's id, as soon as there is one.</summary>
    public SessionId? Id => _session?.Id;

    /// <summary>Loads a session, and finishes the turn that another process left behind.</summary>
    /// <exception cref="Failure">There is no such session.</exception>
    public async Task ResumeAsync(SessionId id, string storePath)
    {
        (Session<SupportConversation>? session, int? earlier) = await store.LoadAsync(id);
        _session = session ?? throw new Failure(ExitCode.NoSession, $"There is no session '{id}' in {storePath}; --list shows those there are.");
        if (earlier is { } version)
        {
            screen.Note("earlier", $"{id} was stored as version {version} by an earlier release, and stays as it is; {_session.Id} goes on with it");
        }

        ShowLoaded(_session);
        store.Watch(ShowAsync);
        if (_session.State.AwaitsAnswer)
        {
            screen.Note("resume", "the last turn was not finished; the agent goes on where it stopped");
            await AnswerAsync(_session, CancellationToken.None);
        }
    }

    /// <summary>Takes what the customer says, saves it, and lets the agent answer.</summary>
    /// <param name="text">What they say.</param>
    /// <param name="stopAfter">Whether to leave the turn as it is after a step.</param>
    public async Task SayAsync(string text, Func<AgentEntry, bool>? stopAfter = null)
    {
        using var stop = new CancellationTokenSource();
        store.Watch(async saved =>
        {
            await ShowAsync(saved);
            if (stopAfter is not null && saved.Entries.Any(stopAfter))
            {
                await stop.CancelAsync();
            }
        });
        if (_session is null)
        {
            _session = await store.CreateAsync(text);
        }
        else
        {
            _session.Append(SupportConversation.Said(text));
            await _session.SaveAsync();
        }

        try
        {
            await AnswerAsync(_session, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task AnswerAsync(Session<SupportConversation> session, CancellationToken cancellationToken)
    {
        try
        {
            await (_agent ??= new Agent(model, session)).GoOnAsync(cancellationToken);
        }
        catch (Failure failure) when (failure.ExitCode is ExitCode.Model or ExitCode.Key)
        {
            throw new Failure(failure.ExitCode, $"{failure.Message}; all that was said is saved, and --session {session.Id} goes on with it.");
        }
    }

    private async Task ShowAsync(Saved saved)
    {
        if (saved.Revision == 1)
        {
            screen.Note("session", saved.Session.Value);
        }

        foreach (AgentEntry entry in saved.Entries)
        {
            screen.Step(entry);
        }

        screen.Saved(saved);
        await Task.Delay(pace);
    }

    private void ShowLoaded(Session<SupportConversation> session)
    {
        screen.Note("session", $"{session.Id} · revision {session.Revision} · {Screen.Count(session.State.Log.Count, "entry", "entries")}");
        ChatMessage[] spoken = [.. session.State.Messages.Where(message => (message.Role == ChatRole.User || message.Role == ChatRole.Assistant) && message.Text.Length > 0)];
        foreach (ChatMessage message in spoken.TakeLast(EarlierShown))
        {
            screen.Note("earlier", $"{(message.Role == ChatRole.User ? "you" : "agent")}: {message.Text}");
        }
    }
}
