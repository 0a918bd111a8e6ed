using System.Text.Json;
using Fluers.Sdk.Frames;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Tests.Messages;

/// <summary>Content of types that the package does not have: the caller's own, and those of a newer build.</summary>
public sealed class CustomContentTests
{
    private static readonly JsonSerializerOptions WithCards = NewOptions();

    [Fact]
    public void A_content_type_with_a_tag_comes_back()
    {
        StoredMessage stored = StoredMessage.From(new ChatMessage(ChatRole.User, [new Card { Title = "Ace", Annotations = [new CitationAnnotation { Title = "deck" }] }]), WithCards);

        Card card = Assert.IsType<Card>(Assert.Single(Again(stored).ToChatMessage(WithCards).Contents));

        Assert.Equal("card", Assert.IsType<StoredContent.Custom>(Assert.Single(stored.Contents)).TypeTag);
        Assert.Equal(("Ace", "deck"), (card.Title, Assert.IsType<CitationAnnotation>(Assert.Single(card.Annotations!)).Title));
    }

    [Fact]
    public void A_build_that_does_not_know_the_tag_keeps_the_content_and_writes_it_back()
    {
        StoredMessage stored = StoredMessage.From(new ChatMessage(ChatRole.User, [new Card { Title = "Ace" }]), WithCards);

        ChatMessage unknowing = Again(stored).ToChatMessage();
        StoredMessage back = Again(StoredMessage.From(unknowing));

        Assert.Equal(typeof(AIContent), Assert.Single(unknowing.Contents).GetType());
        Assert.Equal("Ace", Assert.IsType<Card>(Assert.Single(back.ToChatMessage(WithCards).Contents)).Title);
    }

    [Fact]
    public void A_content_type_without_a_tag_is_refused_with_what_to_do()
    {
        SessionValueException error = Assert.Throws<SessionValueException>(() => StoredMessage.From(new ChatMessage(ChatRole.User, [new Card()])));

        Assert.Contains("AddAIContentType<Card>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_derives_from_a_known_one_is_not_taken_for_it() =>
        Assert.Throws<SessionValueException>(() => StoredMessage.From(new ChatMessage(ChatRole.User, [new LoudError("boom")])));

    [Fact]
    public void A_case_from_a_newer_build_is_kept_byte_for_byte()
    {
        var newer = new StoredContent.Unknown(99, new byte[] { 0x92, 0xA1, 0x61, 0x07 });
        var message = new StoredMessage("assistant", [new StoredContent.Text("see"), newer]);

        ChatMessage shown = Again(message).ToChatMessage();
        StoredMessage back = Again(StoredMessage.From(shown));

        Assert.Equal(typeof(AIContent), shown.Contents[1].GetType());
        Assert.Equal(newer, Assert.IsType<StoredContent.Unknown>(back.Contents[1]));
    }

    [Fact]
    public void A_member_from_a_newer_build_is_written_back_as_long_as_the_content_is_unchanged()
    {
        // A text with one more member, at key 3, than this build knows.
        StoredContent newer = Decode([0x92, 0x01, 0x94, 0xC0, 0xC0, 0xA2, 0x68, 0x69, 0xA4, 0x6D, 0x6F, 0x72, 0x65]);
        ChatMessage shown = new StoredMessage("assistant", [newer]).ToChatMessage();

        Assert.Equal("hi", shown.Text);
        Assert.Equal(newer, Assert.Single(StoredMessage.From(shown).Contents));
        ((TextContent)shown.Contents[0]).Text = "changed";
        Assert.Equal(new StoredContent.Text("changed"), Assert.Single(StoredMessage.From(shown).Contents));
    }

    private static StoredContent Decode(byte[] bytes)
    {
        var reader = new Wire.SessionReader(bytes);
        return StoredContent.SessionFormatter.Read(ref reader);
    }

    private static StoredMessage Again(StoredMessage message) => Assert.IsType<AgentEntry.Message>(
        SessionSchema<AgentEntry>.Instance.Decode(SessionSchema<AgentEntry>.Instance.Encode(new AgentEntry.Message(message), FrameKind.Entry))).Value;

    private static JsonSerializerOptions NewOptions()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
        options.AddAIContentType<Card>("card");
        return options;
    }

    internal sealed class Card : AIContent
    {
        public string? Title { get; set; }
    }

    internal sealed class LoudError(string message) : ErrorContent(message);
}
