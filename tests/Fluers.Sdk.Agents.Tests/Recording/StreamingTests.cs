using Fluers.Sdk.Agents.Testing;
using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Recording;

/// <summary>Responses that stream through a session.</summary>
public sealed class StreamingTests : IAsyncLifetime
{
    private readonly SessionStore _store = new(new MemoryStorage());
    private readonly ScriptedModel _model = new();
    private readonly List<StrictChatClient> _providers = [];
    private Session<AgentState> _session = null!;

    public async ValueTask InitializeAsync() => _session = await _store.CreateAsync(new AgentState());

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Assert.All(_providers, provider => Assert.Empty(provider.Refusals));
    }

    [Fact]
    public async Task Updates_that_come_at_once_are_one_part()
    {
        string[] words = [.. Enumerable.Range(0, 500).Select(i => $"{i}")];

        await Strict(_model).AsBuilder().UseSession(_session).Build().GetStreamingResponseAsync(string.Join(' ', words)).ToListAsync();

        AgentEntry.ResponsePart[] parts = [.. (await EntriesAsync()).OfType<AgentEntry.ResponsePart>()];
        Assert.InRange(parts.Length, 1, 20);
        Assert.Equal(string.Join(' ', words), string.Concat(parts.Select(part => part.Text)));
    }

    [Fact]
    public async Task What_a_model_has_said_is_stored_while_it_thinks_on()
    {
        var model = new PausingModel();
        IAsyncEnumerator<ChatResponseUpdate> updates = Strict(model).AsBuilder().UseSession(_session).Build().GetStreamingResponseAsync("hello").GetAsyncEnumerator();
        await updates.MoveNextAsync();
        ValueTask<bool> next = updates.MoveNextAsync();

        await foreach (AgentEntry entry in _store.TailAsync<AgentEntry>(_session.Id, fromEntry: 1))
        {
            Assert.Equal("first", Assert.IsType<AgentEntry.ResponsePart>(entry).Text);
            break;
        }

        model.GoOn.Release();
        Assert.True(await next);
        Assert.False(await updates.MoveNextAsync());
        Assert.Equal("first second", (await ConversationAsync())[^1].Text);
    }

    [Fact]
    public async Task The_conversation_is_what_the_updates_make_together()
    {
        ChatResponseUpdate[] updates =
        [
            new(ChatRole.Assistant, [new TextReasoningContent("I ")]) { MessageId = "m", ResponseId = "r", ModelId = "model", CreatedAt = DateTimeOffset.UnixEpoch.AddYears(50) },
            new(ChatRole.Assistant, [new TextReasoningContent("think") { ProtectedData = "abc=" }]) { MessageId = "m" },
            new(ChatRole.Assistant, "half a \ud83d") { MessageId = "m" },
            new(ChatRole.Assistant, "\udce6 pair") { MessageId = "m" },
            new(ChatRole.Assistant, [new TextContent("cited") { Annotations = [new CitationAnnotation { Title = "t" }] }]) { MessageId = "m" },
            new(ChatRole.Assistant, [new UsageContent(new UsageDetails { TotalTokenCount = 7 })]) { FinishReason = ChatFinishReason.Stop },
            new(ChatRole.Assistant, "another message") { MessageId = "n" },
        ];
        string expected = ChatJson.WriteMessages(updates.ToChatResponse().Messages);

        await Strict(new FixedModel(updates)).AsBuilder().UseSession(_session).Build().GetStreamingResponseAsync("hello").ToListAsync();

        Assert.Equal(expected, ChatJson.WriteMessages((await ConversationAsync()).Skip(1)));
    }

    [Fact]
    public async Task A_response_that_breaks_off_is_closed_and_the_model_does_not_see_it()
    {
        var model = new PausingModel { Fault = new HttpRequestException("away") };
        model.GoOn.Release();
        IChatClient client = Strict(model).AsBuilder().UseSession(_session).Build();

        await Assert.ThrowsAsync<HttpRequestException>(async () => await client.GetStreamingResponseAsync("hello").ToListAsync());

        Assert.Equal(ResponseEnd.Interrupted, Assert.Single((await EntriesAsync()).OfType<AgentEntry.ResponseEnded>()).How);
        Assert.Equal("hello", Assert.Single(await ConversationAsync()).Text);
    }

    [Fact]
    public async Task Parts_that_a_crash_left_open_are_closed_by_who_comes_next()
    {
        _session.Append(new AgentEntry.Message(StoredMessage.From(new ChatMessage(ChatRole.User, "hello"))));
        _session.Append(new AgentEntry.ResponsePart([StoredUpdate.From(new ChatResponseUpdate(ChatRole.Assistant, "hel"))]));
        await _session.SaveAsync();

        await Strict(_model).AsBuilder().UseSession(_session).Build().GetStreamingResponseAsync("hello").ToListAsync();

        Assert.Equal([ResponseEnd.Interrupted, ResponseEnd.Complete], (await EntriesAsync()).OfType<AgentEntry.ResponseEnded>().Select(end => end.How));
        Assert.Equal(["hello", "hello"], (await ConversationAsync()).Select(message => message.Text));
    }

    private StrictChatClient Strict(IChatClient model)
    {
        _providers.Add(new StrictChatClient(model));
        return _providers[^1];
    }

    private async Task<List<AgentEntry>> EntriesAsync() => await _store.ReadAsync<AgentEntry>(_session.Id).ToListAsync();

    private async Task<IReadOnlyList<ChatMessage>> ConversationAsync() => AgentConversation.Of(await EntriesAsync());

    private abstract class StreamingModel : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public abstract IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class FixedModel(ChatResponseUpdate[] updates) : StreamingModel
    {
        public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => updates.ToAsyncEnumerable();
    }

    private sealed class PausingModel : StreamingModel
    {
        public SemaphoreSlim GoOn { get; } = new(0);

        public Exception? Fault { get; init; }

        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "first");
            await GoOn.WaitAsync(cancellationToken);
            yield return Fault is null ? new ChatResponseUpdate(ChatRole.Assistant, " second") : throw Fault;
        }
    }
}
