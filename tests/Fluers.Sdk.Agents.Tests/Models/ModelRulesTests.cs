using Fluers.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Models;

/// <summary>What a strict provider refuses, and what it takes.</summary>
public sealed class ModelRulesTests
{
    private static readonly ModelApi[] Turns = [ModelApi.ChatCompletions, ModelApi.Messages];

    [Fact]
    public void A_whole_conversation_is_taken_by_all() => Taken(
        [User("hi"), Says(Text("I look."), Call("a"), Call("b")), Result("a"), Result("b"), Says(Text("done")), User("thanks"), Says(Call("c")), Result("c")]);

    [Fact]
    public void Results_may_stand_in_one_message_or_in_several() => Taken([User("hi"), Says(Call("a"), Call("b")), Tool(Done("a"), Done("b"))]);

    [Fact]
    public void A_request_without_messages_is_refused() => Refused([], Enum.GetValues<ModelApi>(), 0);

    [Fact]
    public void A_call_without_a_result_is_refused() => Refused([User("hi"), Says(Call("a"))], Enum.GetValues<ModelApi>(), 1);

    [Fact]
    public void One_of_two_calls_without_a_result_is_refused() => Refused([User("hi"), Says(Call("a"), Call("b")), Result("a"), User("and?")], Enum.GetValues<ModelApi>(), 1);

    [Fact]
    public void A_result_that_is_not_right_behind_its_call_is_refused_where_turns_count()
    {
        ChatMessage[] request = [User("hi"), Says(Call("a")), User("never mind"), Result("a")];
        Refused(request, Turns, 1);
        Assert.Null(ModelRules.Check(request, ModelApi.Responses));
    }

    [Fact]
    public void A_result_without_a_call_is_refused() => Refused([User("hi"), Result("a")], Enum.GetValues<ModelApi>(), 1);

    [Fact]
    public void A_second_result_is_refused() => Refused([User("hi"), Says(Call("a")), Result("a"), Result("a")], Enum.GetValues<ModelApi>(), 3);

    [Fact]
    public void A_result_of_an_earlier_turn_is_refused() => Refused([User("hi"), Says(Call("a")), Result("a"), Says(Text("done")), Result("a")], Enum.GetValues<ModelApi>(), 4);

    [Fact]
    public void Two_calls_of_one_id_at_once_are_refused() => Refused([User("hi"), Says(Call("a"), Call("a")), Result("a")], Enum.GetValues<ModelApi>(), 1);

    [Fact]
    public void An_id_that_is_used_again_later_is_refused_by_the_messages_API_alone()
    {
        ChatMessage[] request = [User("hi"), Says(Call("a")), Result("a"), Says(Call("a")), Result("a")];
        Refused(request, [ModelApi.Messages], 3);
        Assert.Null(ModelRules.Check(request, ModelApi.ChatCompletions));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void An_empty_message_is_refused(string text)
    {
        Refused([User(text)], Enum.GetValues<ModelApi>(), 0);
        Refused([User("hi"), Says(Text(text)), User("and?")], Enum.GetValues<ModelApi>(), 1);
    }

    [Fact]
    public void A_message_without_content_is_refused()
    {
        Refused([User("hi"), new(ChatRole.User, (IList<AIContent>)[])], Enum.GetValues<ModelApi>(), 1);
        Refused([User("hi"), Says(new UsageContent(new())), User("and?")], Enum.GetValues<ModelApi>(), 1);
    }

    [Fact]
    public void An_empty_last_assistant_message_is_taken_by_the_messages_API_alone()
    {
        ChatMessage[] request = [User("hi"), Says()];
        Assert.Null(ModelRules.Check(request, ModelApi.Messages));
        Refused(request, [ModelApi.ChatCompletions, ModelApi.Responses], 1);
    }

    [Fact]
    public void An_empty_text_block_beside_others_is_refused_by_the_messages_API() => Refused([User("hi"), Says(Text(""), Call("a")), Result("a")], [ModelApi.Messages], 1);

    [Fact]
    public void A_last_assistant_text_that_ends_in_white_space_is_refused_by_the_messages_API()
    {
        Refused([User("hi"), Says(Text("well "))], [ModelApi.Messages], 1);
        Assert.Null(ModelRules.Check([User("hi"), Says(Text("well "), Call("a")), Result("a")], ModelApi.Messages));
    }

    [Fact]
    public void A_role_out_of_place_is_refused()
    {
        Refused([User("hi"), Says(Call("a")), new(ChatRole.User, [Done("a")])], Enum.GetValues<ModelApi>(), 2);
        Refused([User("hi"), Says(Call("a"), Done("a"))], Enum.GetValues<ModelApi>(), 1);
        Refused([new(ChatRole.User, [Call("a")]), Result("a")], Enum.GetValues<ModelApi>(), 0);
        Refused([new(new ChatRole("signal"), "hi")], Enum.GetValues<ModelApi>(), 0);
    }

    [Fact]
    public void Questions_and_decisions_about_calls_are_refused()
    {
        var request = new ToolApprovalRequestContent("r", Call("a"));
        Refused([User("hi"), Says(request)], Enum.GetValues<ModelApi>(), 1);
        Refused([new(ChatRole.User, [request.CreateResponse(true)])], Enum.GetValues<ModelApi>(), 0);
    }

    [Fact]
    public void Protected_reasoning_without_the_item_behind_it_is_refused_by_the_responses_API()
    {
        var thought = new TextReasoningContent("hm") { ProtectedData = "secret" };
        Refused([User("hi"), Says(thought), User("and?")], [ModelApi.Responses], 1);
        Taken([User("hi"), Says(thought, Text("well")), User("and?")]);
    }

    [Fact]
    public void An_item_id_that_is_there_twice_is_refused_by_the_responses_API() => Refused(
        [User("hi"), new(ChatRole.Assistant, "one") { MessageId = "m" }, User("and?"), new(ChatRole.Assistant, "two") { MessageId = "m" }], [ModelApi.Responses], 3);

    [Fact]
    public void Where_the_provider_has_the_conversation_results_come_alone()
    {
        var options = new ChatOptions { ConversationId = "c" };
        Assert.All(Enum.GetValues<ModelApi>(), api => Assert.Null(ModelRules.Check([Result("a"), Result("b")], api, options)));
        Assert.All(Enum.GetValues<ModelApi>(), api => Assert.NotNull(ModelRules.Check([Result("a"), Result("a")], api, options)));
        Assert.All(Enum.GetValues<ModelApi>(), api => Assert.NotNull(ModelRules.Check([], api, options)));
    }

    private static void Taken(ChatMessage[] request) => Assert.All(Enum.GetValues<ModelApi>(), api => Assert.Null(ModelRules.Check(request, api)));

    private static void Refused(ChatMessage[] request, ModelApi[] apis, int message) => Assert.All(apis, api =>
    {
        ModelRefusal? refusal = ModelRules.Check(request, api);
        Assert.NotNull(refusal);
        Assert.Equal((api, message), (refusal.Api, refusal.Message));
        Assert.EndsWith(".", refusal.Reason, StringComparison.Ordinal);
    });

    private static TextContent Text(string text) => new(text);

    private static FunctionCallContent Call(string id) => new(id, "tool");

    private static FunctionResultContent Done(string id) => new(id, "done");

    private static ChatMessage User(string text) => new(ChatRole.User, text);

    private static ChatMessage Says(params AIContent[] contents) => new(ChatRole.Assistant, [.. contents]);

    private static ChatMessage Tool(params AIContent[] contents) => new(ChatRole.Tool, [.. contents]);

    private static ChatMessage Result(string id) => Tool(Done(id));
}
