using System.Collections.Concurrent;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Frames;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Tests;

/// <summary>Two processes that decide about one call of a conversation.</summary>
public sealed class TwoProcessTests
{
    private int _paid;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_that_both_approve_at_once_runs_in_one_of_them(bool eachCall)
    {
        var storage = new MeetingStorage(new MemoryStorage());
        await using var store = new SessionStore(storage);
        AIAgent one = Agent(store, eachCall);
        AIAgent other = Agent(store, eachCall);
        AgentSession session = await one.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await one.RunAsync("call pay", session));
        AgentSession copy = await other.DeserializeSessionAsync(await one.SerializeSessionAsync(session));
        storage.IsOn = true;

        Exception?[] errors = await Task.WhenAll(DecideAsync(one, session), DecideAsync(other, copy)).WaitAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(1, _paid);
        Assert.All(errors, error => Assert.True(error is null or AgentDecisionException, $"{error}"));
        AgentEntry[] entries = await store.ReadAsync<AgentEntry>(SessionChatHistory.IdOf(session)!.Value).ToArrayAsync();
        Assert.Single(entries.OfType<AgentEntry.ApprovalDecided>());
        Assert.Single(entries.OfType<AgentEntry.ToolStarted>());

        Task<Exception?> DecideAsync(AIAgent agent, AgentSession its) =>
            Task.Run(async () => await Record.ExceptionAsync(async () => await agent.RunAsync(new ChatMessage(ChatRole.User, [question.CreateResponse(true)]), its)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_decisions_that_contradict_each_other_the_second_is_refused(bool eachCall)
    {
        await using var store = new SessionStore(new MemoryStorage());
        AIAgent one = Agent(store, eachCall);
        AIAgent other = Agent(store, eachCall);
        AgentSession session = await one.CreateSessionAsync();
        ToolApprovalRequestContent question = Question(await one.RunAsync("call pay", session));
        AgentSession copy = await other.DeserializeSessionAsync(await one.SerializeSessionAsync(session));

        await one.RunAsync(new ChatMessage(ChatRole.User, [question.CreateResponse(false)]), session);
        await Assert.ThrowsAsync<AgentDecisionException>(() => other.RunAsync(new ChatMessage(ChatRole.User, [question.CreateResponse(true)]), copy));

        Assert.Equal(0, _paid);
    }

    private AIAgent Agent(SessionStore store, bool eachCall) => new ChatClientAgent(new StrictChatClient(new ScriptedModel()), new ChatClientAgentOptions
    {
        ChatOptions = new ChatOptions { Tools = [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => Interlocked.Increment(ref _paid), "pay"))] },
        ChatHistoryProvider = new SessionChatHistoryProvider<AgentState>(store, () => new AgentState(), clock: new InstantClock()),
        RequirePerServiceCallChatHistoryPersistence = eachCall,
    }).WithFluersSessions();

    private static ToolApprovalRequestContent Question(AgentResponse response) =>
        Assert.Single(response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>());

    /// <summary>A storage to which two processes come at once with a decision, and again with the start of a tool.</summary>
    private sealed class MeetingStorage(ISessionStorage storage) : DelegatingSessionStorage(storage)
    {
        private readonly ConcurrentDictionary<Type, Meeting> _meetings = new()
        {
            [typeof(AgentEntry.ApprovalDecided)] = new Meeting(),
            [typeof(AgentEntry.ToolStarted)] = new Meeting(),
        };

        public bool IsOn { get; set; }

        public override async ValueTask<CommitOutcome> CommitAsync(SessionCommit commit, CancellationToken cancellationToken = default)
        {
            if (IsOn && _meetings.TryGetValue(FirstOf(commit), out Meeting? meeting))
            {
                await meeting.ComeAsync();
            }

            return await Inner.CommitAsync(commit, cancellationToken);
        }

        private static Type FirstOf(SessionCommit commit)
        {
            var frames = new FrameReader(commit.Entries.Span);
            return frames.MoveNext() ? SessionSchema<AgentEntry>.Instance.Decode(frames).GetType() : typeof(void);
        }

        private sealed class Meeting
        {
            private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
            private int _here;

            /// <summary>Goes on once two are here.</summary>
            public Task ComeAsync()
            {
                if (Interlocked.Increment(ref _here) == 2)
                {
                    _both.SetResult();
                }

                return _both.Task;
            }
        }
    }
}
