using Fluers.Sdk.Agents;
using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.AgentFramework.Tests;

/// <summary>What the tools of a run cost.</summary>
public sealed class ToolCostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_reads_its_session_as_often_whether_it_has_one_tool_or_many(bool eachCall)
    {
        var storage = new CountingStorage(new MemoryStorage());
        await using var store = new SessionStore(storage);
        int looked = 0;
        var provider = new StrictChatClient(new ScriptedModel());
        AIAgent agent = new ChatClientAgent(provider, new ChatClientAgentOptions
        {
            ChatOptions = new ChatOptions { Tools = [AIFunctionFactory.Create(() => ++looked, "look")] },
            ChatHistoryProvider = new SessionChatHistoryProvider<AgentState>(store, () => new AgentState()),
            RequirePerServiceCallChatHistoryPersistence = eachCall,
        }).WithFluersSessions();
        AgentSession session = await agent.CreateSessionAsync();
        await agent.RunAsync("hello", session);

        int one = await ReadsAsync("call look");
        int many = await ReadsAsync("call look look look look look look");

        Assert.Equal(one, many);
        Assert.Equal(7, looked);
        Assert.Empty(provider.Refusals);

        async Task<int> ReadsAsync(string text)
        {
            int before = storage.Reads;
            await agent.RunAsync(text, session);
            return storage.Reads - before;
        }
    }
}
