using System.Collections.Concurrent;
using System.Text.Json;
using Fluers.Sdk.Agents;
using Fluers.Sdk.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Tests;

/// <summary>
/// Random programs on an agent of the framework: tools with and without approval, decisions or something else said, providers and stores that fail, processes that end, each request
/// again until it is answered. No request is refused, no approved tool runs twice or unapproved, no message is lost or doubled.
/// </summary>
/// <remarks>The environment variable <c>FLUERS_AGENT_PROGRAMS</c> says how many, <c>FLUERS_AGENT_PROGRAM</c> which one alone.</remarks>
public sealed class AgentProgramTests
{
    private const int Steps = 6;

    private static readonly int Programs = Sweep.Length("FLUERS_AGENT_PROGRAMS", usual: 500, full: 50_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_happens_to_an_agent_its_conversation_holds(bool eachCall)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("FLUERS_AGENT_PROGRAM"), out int one))
        {
            await RunAsync(one, eachCall);
            return;
        }

        var failures = new ConcurrentQueue<string>();
        await Parallel.ForAsync(0, Programs, async (seed, _) =>
        {
            if (failures.IsEmpty && await Record.ExceptionAsync(() => RunAsync(seed, eachCall).WaitAsync(TimeSpan.FromMinutes(5), CancellationToken.None)) is { } error)
            {
                failures.Enqueue($"Program {seed}: {error}");
            }
        });
        Assert.True(failures.IsEmpty, failures.FirstOrDefault());
    }

    private static async Task RunAsync(int seed, bool eachCall)
    {
        var random = new Random(seed);
        await using var agents = new AgentFixture();
        var runs = new ConcurrentDictionary<string, int>();
        var approved = new HashSet<string>();
        var said = new List<string>();
        var steps = new List<string>();
        int failing = 0;
        agents.Model.OnRequest = _ => { if (failing > 0 && --failing == 0) { throw new HttpRequestException("away"); } };
        AIAgent agent = New();
        AgentSession session = await agent.CreateSessionAsync();
        JsonElement? kept = null;
        ToolApprovalRequestContent[] questions = [];
        for (int step = 0; step < Steps; step++)
        {
            ChatMessage request = Request(step);
            Trouble();
            bool isAnswered = false;
            for (int attempt = 0; attempt < 8 && !isAnswered; attempt++)
            {
                try
                {
                    AgentResponse response = await agent.RunAsync(request, session);
                    questions = [.. response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>()];
                    kept = await agent.SerializeSessionAsync(session);
                    isAnswered = true;
                }
                catch (Exception e) when (e is SessionStorageException or HttpRequestException)
                {
                    steps.Add($"  {e.Message}");
                    agents.Storage.Revive();
                    if (kept is { } json && random.Next(2) == 0)
                    {
                        steps.Add("  the next process goes on");
                        agent = New();
                        session = await agent.DeserializeSessionAsync(json);
                    }
                }
            }

            agents.Storage.Revive();
            failing = 0;
            Assert.True(isAnswered, $"no answer\n{string.Join('\n', steps)}");
            await CheckAsync();
        }

        AIAgent New() => agents.New(
            eachCall,
            AIFunctionFactory.Create(() => Run("ask"), "ask"),
            new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => Run("pay"), "pay"))).WithFluersSessions();

        string Run(string tool)
        {
            string call = FunctionInvokingChatClient.CurrentContext!.CallContent.CallId;
            runs.AddOrUpdate($"{tool} {call}", 1, (_, times) => times + 1);
            return $"{tool} done";
        }

        ChatMessage Request(int step)
        {
            if (questions.Length > 0 && random.Next(4) > 0)
            {
                AIContent[] decisions = [.. questions.Select(question =>
                {
                    bool isApproved = random.Next(2) == 0;
                    steps.Add($"{step}: {question.ToolCall.CallId} {(isApproved ? "approved" : "rejected")}");
                    (isApproved ? approved : []).Add(question.ToolCall.CallId);
                    return question.CreateResponse(isApproved);
                })];
                return new ChatMessage(ChatRole.User, decisions);
            }

            string text = ((string[])[$"said {step}", $"call ask", "call pay", "call ask pay", "call pay pay"])[random.Next(5)];
            steps.Add($"{step}: {text}");
            said.Add($"m{step}");
            return new ChatMessage(ChatRole.User, text) { MessageId = $"m{step}" };
        }

        void Trouble()
        {
            StorageFault fault = random.Next(2) == 0 ? StorageFault.NotSent : StorageFault.OutcomeLost;
            switch (random.Next(5))
            {
                case 0:
                    failing = random.Next(1, 3);
                    steps.Add("  the provider fails");
                    break;
                case 1:
                    agents.Storage.FailAfter(random.Next(6), fault, ends: false);
                    steps.Add("  a commit fails");
                    break;
                case 2:
                    agents.Storage.FailAfter(random.Next(6), fault, ends: true);
                    steps.Add("  the storage is away");
                    break;
            }
        }

        async Task CheckAsync()
        {
            AgentEntry[] entries = await agents.EntriesAsync(session);
            string[] users = [.. AgentConversation.Of(entries).Where(message => message.Role == ChatRole.User).Select(message => message.MessageId!)];
            string all = string.Join('\n', [.. steps, .. AgentConversation.Of(entries).Select(message => $"{message.Role}: {string.Join(" + ", message.Contents.Select(content => content switch
            {
                TextContent text => text.Text,
                FunctionCallContent call => $"call {call.CallId} {call.Name}",
                FunctionResultContent result => $"result {result.CallId} {result.Result}",
                _ => content.GetType().Name,
            }))}")]);
            Assert.True(said.SequenceEqual(users), $"said {string.Join(' ', said)}, recorded {string.Join(' ', users)}\n{all}");
            Assert.True(runs.All(run => run.Value == 1 || (!eachCall && run.Key.StartsWith("ask", StringComparison.Ordinal))), $"ran twice: {string.Join(' ', runs)}\n{all}");
            Assert.True(runs.Keys.Where(run => run.StartsWith("pay", StringComparison.Ordinal)).All(run => approved.Contains(run[4..])), $"not approved\n{all}");
            IReadOnlyList<ChatMessage> given = AgentConversation.ForModel(entries);
            Assert.All(Enum.GetValues<ModelApi>(), api => Assert.True(ModelRules.Check(given, api) is null, $"{ModelRules.Check(given, api)}\n{all}"));
        }
    }
}
