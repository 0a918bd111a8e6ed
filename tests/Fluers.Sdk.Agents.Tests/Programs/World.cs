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
    private const string Page = "page";

    private static readonly JsonElement Nothing = JsonElement.Parse("""{"type":"object"}""");

    private readonly ConcurrentDictionary<string, int> _runs = [];
    private readonly ConcurrentDictionary<string, string> _approved = [];
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly HashSet<string> _answeredTwice = [];
    private readonly int _seed;
    private readonly Happenings _happenings;
    private readonly WorldModel _model;
    private readonly AITool[] _tools;
    private Func<Task<bool>>? _interrupt;
    private int _untilInterrupt;

    public World(int seed, Happenings happenings)
    {
        _seed = seed;
        _happenings = happenings;
        _model = new WorldModel(this, seed);
        Random = new Random(seed);
        Storage = new UnreliableStorage(new MemoryStorage()) { Failing = happenings.Add };
        Store = new SessionStore(Storage);
        Provider = new StrictChatClient(_model);
        bool isSlow = seed % 2 == 0;
        _tools =
        [
            AIFunctionFactory.Create((CancellationToken stop) => RunAsync("look", null, isSlow, stop), "look"),
            new ApprovalRequiredAIFunction(AIFunctionFactory.Create((int amount, CancellationToken stop) => RunAsync("pay", amount, isSlow, stop), "pay")),
            AIFunctionFactory.Create((CancellationToken stop) => FailAsync(isSlow, stop), "fail"),
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

    public void Happened(Happening happening) => _happenings.Add(happening);

    public void HappenedIf(bool isSo, Happening happening)
    {
        if (isSo)
        {
            Happened(happening);
        }
    }

    /// <summary>Lets something go wrong in a step, or nothing.</summary>
    /// <returns>Whether another process goes on behind the step.</returns>
    public bool Trouble()
    {
        StorageFault fault = Random.Next(2) == 0 ? StorageFault.NotSent : StorageFault.OutcomeLost;
        switch (Random.Next(6))
        {
            case 0:
                Steps.Add("  the provider fails");
                _model.Fail(Random.Next(1, 4));
                return false;
            case 1:
                Steps.Add("  a commit fails");
                Storage.FailAfter(Random.Next(10), fault, ends: false);
                return false;
            case 2:
                Steps.Add("  the process ends");
                Storage.FailAfter(Random.Next(10), fault, ends: true);
                return true;
            default:
                return Random.Next(4) == 0;
        }
    }

    /// <summary>Nothing goes wrong any more until the next trouble.</summary>
    public void Calm()
    {
        InterruptNoMore();
        Storage.Revive();
    }

    /// <summary>Lets somebody stop the turn while the model or a tool is at work.</summary>
    /// <param name="interrupt">Stops it; gives whether it will stop.</param>
    public void InterruptLater(Func<Task<bool>> interrupt) => (_interrupt, _untilInterrupt) = (interrupt, Random.Next(1, 4));

    /// <summary>Nobody stops a turn.</summary>
    public void InterruptNoMore() => _interrupt = null;

    /// <summary>Stops the turn here where it is to be stopped, and waits until it is.</summary>
    public async Task<bool> InterruptAsync(Happening happening, CancellationToken stop)
    {
        if (_interrupt is not { } interrupt || Interlocked.Decrement(ref _untilInterrupt) != 0 || !await interrupt())
        {
            return false;
        }

        Happened(happening);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, Storage.Ended);
        await Task.Delay(Timeout.Infinite, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    /// <summary>The calls that wait for the client.</summary>
    public static IEnumerable<FunctionCallContent> Browsing(IEnumerable<AgentEntry> log)
    {
        List<AIContent> contents = [.. AgentConversation.Of(log).SelectMany(message => message.Contents)];
        return contents.OfType<FunctionCallContent>().Where(call => call.Name == "browse" && !contents.OfType<FunctionResultContent>().Any(result => result.CallId == call.CallId));
    }

    /// <summary>What the client's tools gave for some of its calls.</summary>
    public List<AIContent> Results(FunctionCallContent[] calls)
    {
        FunctionCallContent[] done = [.. calls.Where(_ => Random.Next(3) > 0)];
        Steps.Add($"the client has run {string.Join(", ", done.Select(call => call.CallId))}");
        HappenedIf(done.Length > 0, done.Length == calls.Length ? Happening.ClientResults : Happening.ClientResultsInPart);
        return [.. done.Select(call => new FunctionResultContent(call.CallId, Page))];
    }

    /// <summary>A second result for a call that has one; <see langword="null"/> where no call of the client has.</summary>
    public FunctionResultContent? SecondResult(IEnumerable<AgentEntry> log)
    {
        IEnumerable<FunctionResultContent> results = AgentConversation.Of(log).SelectMany(message => message.Contents).OfType<FunctionResultContent>();
        if (results.LastOrDefault(result => $"{result.Result}" == Page) is not { } first)
        {
            return null;
        }

        Happened(Happening.SecondResult);
        Steps.Add($"{first.CallId} has a second result");
        _answeredTwice.Add(first.CallId);
        return new FunctionResultContent(first.CallId, "another page");
    }

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
        IEnumerable<string> twice = entries.OfType<AgentEntry.ToolResult>().CountBy(result => result.CallId).Where(call => call.Value > 1 && !_answeredTwice.Contains(call.Key)).Select(call => call.Key);
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

    private async Task<string> RunAsync(string name, int? amount, bool isSlow, CancellationToken stop)
    {
        string call = FunctionInvokingChatClient.CurrentContext!.CallContent.CallId;
        _runs.AddOrUpdate(call, 1, (_, runs) => runs + 1);
        if (amount is not null && (!_approved.TryGetValue(call, out string? approved) || approved != $"{amount}"))
        {
            _wrong.Enqueue($"{call} ran with {amount}, and {approved ?? "nothing"} was approved");
        }

        if (isSlow)
        {
            await Task.Yield();   // others begin meanwhile
        }

        if (await InterruptAsync(Happening.StoppedInTool, stop))
        {
            stop.ThrowIfCancellationRequested();
        }

        return $"{name} done";
    }

    private async Task<string> FailAsync(bool isSlow, CancellationToken stop)
    {
        await RunAsync("fail", null, isSlow, stop);
        Happened(Happening.ToolFails);
        throw new InvalidOperationException("it failed");
    }
}
