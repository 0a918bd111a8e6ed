using System.Collections.Concurrent;
using System.Text.Json;
using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Agents.Tests.Models;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Programs;

/// <summary>
/// A small world for one random program: a model whose answers depend on the conversation alone, tools that count, and a store that fails. What a program may do
/// is up to it; what holds behind it is looked at here.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly JsonElement Nothing = JsonElement.Parse("""{"type":"object"}""");

    private readonly ConcurrentDictionary<string, int> _runs = [];
    private readonly ConcurrentDictionary<string, string> _approved = [];
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly int _seed;
    private readonly AITool[] _tools;
    private int _errors;

    public World(int seed)
    {
        _seed = seed;
        Random = new Random(seed);
        Storage = new UnreliableStorage(new MemoryStorage());
        Store = new SessionStore(Storage);
        Provider = new StrictChatClient(new FakeModel(Answer));
        _tools =
        [
            AIFunctionFactory.Create(() => Run("look", null), "look"),
            new ApprovalRequiredAIFunction(AIFunctionFactory.Create((int amount) => Run("pay", amount), "pay")),
            AIFunctionFactory.Create(Fail, "fail"),
            AIFunctionFactory.CreateDeclaration("browse", null, Nothing),
        ];
    }

    public static SessionId Id { get; } = new("s");

    public Random Random { get; }

    public UnreliableStorage Storage { get; }

    public SessionStore Store { get; }

    public StrictChatClient Provider { get; }

    public InstantClock Clock { get; } = new();

    /// <summary>What was said and accepted, each once.</summary>
    public List<string> Said { get; } = [];

    /// <summary>What was said, and whether it was accepted nobody has heard.</summary>
    public List<string> MayBeSaid { get; } = [];

    /// <summary>What was done, for who reads a failure.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>The tools, in a list of the caller's own.</summary>
    public AITool[] Tools() => [.. _tools];

    /// <summary>Lets the provider fail at a request to come.</summary>
    public void FailModel() => _errors = Random.Next(1, 4);

    /// <summary>Takes note of a call that a person has approved, as the person saw it.</summary>
    public void Approve(FunctionCallContent call) => _approved[call.CallId] = $"{call.Arguments!["amount"]}";

    /// <summary>Looks whether everything holds.</summary>
    public async Task CheckAsync()
    {
        List<AgentEntry> entries = await Store.ReadAsync<AgentEntry>(Id).ToListAsync();
        IReadOnlyList<ChatMessage> conversation = AgentConversation.Of(entries);
        List<string> users = [.. conversation.Where(message => message.Role == ChatRole.User && message.Text.Length > 0).Select(message => message.Text)];
        Hold(Provider.Refusals.Count == 0, () => $"refused: {Provider.Refusals[0]}");
        Hold(_wrong.IsEmpty, () => _wrong.First());
        Hold(_runs.All(run => run.Value == 1), () => $"ran twice: {string.Join(", ", _runs.Where(run => run.Value > 1).Select(run => run.Key))}");
        Hold(users.Distinct().Count() == users.Count, () => $"said twice: {string.Join(", ", users)}");
        Hold(Said.TrueForAll(users.Contains), () => $"lost: {string.Join(", ", Said.Except(users))}");
        Hold(users.TrueForAll(text => Said.Contains(text) || MayBeSaid.Contains(text)), () => $"never said: {string.Join(", ", users.Except(Said).Except(MayBeSaid))}");
        IEnumerable<string> twice = entries.OfType<AgentEntry.ToolResult>().CountBy(result => result.CallId).Where(call => call.Value > 1).Select(call => call.Key);
        Hold(!twice.Any(), () => $"two results: {string.Join(", ", twice)}");
        IReadOnlyList<ChatMessage> given = AgentConversation.ForModel(entries);
        foreach (ModelApi api in Enum.GetValues<ModelApi>())
        {
            ModelRefusal? refusal = given.Count == 0 ? null : ModelRules.Check(given, api);
            Hold(refusal is null, () => $"the conversation is refused: {refusal}");
        }

        void Hold(bool holds, Func<string> what)
        {
            if (!holds)
            {
                Assert.Fail($"Program {_seed}: {what()}\n{string.Join('\n', [.. Steps, "", .. entries.Select(Show)])}");
            }
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    public static string Show(AgentEntry entry) => entry switch
    {
        AgentEntry.Message message => $"message {message.Value.Role} {Show(message.Value.Contents)}",
        AgentEntry.Response response => $"response {string.Join(" | ", response.Value.Messages.Select(message => Show(message.Contents)))}",
        AgentEntry.ResponsePart part => $"part {Show(part.Updates.SelectMany(update => update.Contents))}",
        AgentEntry.ResponseEnded ended => $"ended {ended.How}",
        AgentEntry.ToolStarted started => $"started {started.CallId}",
        AgentEntry.ToolResult result => $"result {result.CallId} {result.Outcome} {result.Error}",
        AgentEntry.Admitted admitted => $"admitted {string.Join(" | ", admitted.Input.Select(message => Show(message.Contents)))}",
        AgentEntry.Started attempt => $"attempt {attempt.Attempt}",
        AgentEntry.Settled settled => $"settled {settled.Status} {settled.Error}",
        AgentEntry.ApprovalDecided decided => $"decided {decided.CallId} {decided.Decision}",
        _ => entry.GetType().Name,
    };

    private static string Show(IEnumerable<StoredContent> contents) => string.Join(" + ", contents.Select(content => content switch
    {
        StoredContent.Text text => $"'{text.Value}'",
        StoredContent.FunctionCall call => $"call {call.CallId} {call.Name}",
        StoredContent.FunctionResult result => $"result {result.CallId}",
        StoredContent.ApprovalResponse response => $"decision {response.RequestId} {response.Approved}",
        _ => content.GetType().Name,
    }));

    private IEnumerable<AIContent> Answer(IReadOnlyList<ChatMessage> request)
    {
        if (_errors > 0 && --_errors == 0)
        {
            if (request.Count % 2 == 0)
            {
                yield return new TextContent("I was about to ");
            }

            throw new HttpRequestException("away");
        }

        // string.GetHashCode differs from process to process; a program does not.
        int salt = request[^1].Text.Aggregate(_seed, (hash, letter) => unchecked((hash * 31) + letter));
        var random = new Random(unchecked(salt + (request.Count * 7919)));
        int kind = random.Next(10);
        if (kind == 0)
        {
            yield break;   // it says nothing
        }

        if (kind < 3 || request.Count > 40)
        {
            yield return new TextReasoningContent("hm") { ProtectedData = $"secret {request.Count}" };
            yield return new TextContent($"answer {request.Count}");
            yield break;
        }

        if (kind < 5)
        {
            yield return new TextContent(kind == 3 ? $"answer {request.Count} " : "");
            yield break;
        }

        if (kind < 7)
        {
            yield return new TextContent("Let me see.");
        }

        string[] names = ["look", "pay", "browse", "fail"];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            string name = names[random.Next(names.Length)];
            yield return name == "pay" ? FakeModel.Call($"c{request.Count}-{i}", name, ("amount", random.Next(1000))) : FakeModel.Call($"c{request.Count}-{i}", name);
        }
    }

    private string Run(string name, int? amount)
    {
        string call = FunctionInvokingChatClient.CurrentContext!.CallContent.CallId;
        _runs.AddOrUpdate(call, 1, (_, runs) => runs + 1);
        if (amount is not null && (!_approved.TryGetValue(call, out string? approved) || approved != $"{amount}"))
        {
            _wrong.Enqueue($"{call} ran with {amount}, and {approved ?? "nothing"} was approved");
        }

        return $"{name} done";
    }

    private string Fail()
    {
        Run("fail", null);
        throw new InvalidOperationException("it failed");
    }
}
