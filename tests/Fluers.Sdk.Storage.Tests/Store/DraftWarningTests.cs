using Fluers.Sdk.Storage.Tests.Files;
using Fluers.Sdk.Telemetry;
using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>Who stores sessions of a draft where they are meant to stay hears of it, once.</summary>
public sealed class DraftWarningTests
{
    private const string Warning =
        "Version 1 of schema sketch is a draft: sessions that are stored now do not load once its shape changes. Publish it before it is deployed: dotnet build -t:PublishSchemas";

    private readonly RecordedLog _log = new();

    [Fact]
    public async Task The_first_save_with_a_draft_is_logged_and_no_other()
    {
        await using ObservedStorage storage = Storage([]);
        foreach (string text in (string[])["a", "b"])
        {
            Session<Sketch> session = new(storage, Key(), new Sketch(text));
            await session.SaveAsync();
            session.Update(sketch => sketch with { Text = text + text });
            await session.SaveAsync();
        }

        Assert.Single(Warnings());
    }

    [Theory]
    [InlineData("DOTNET_ENVIRONMENT", "Development")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "development")]
    public async Task A_developer_is_not_warned(string variable, string environment)
    {
        await using ObservedStorage storage = Storage(new() { [variable] = environment });
        await new Session<Sketch>(storage, Key(), new Sketch("a")).SaveAsync();
        Assert.Empty(Warnings());
    }

    [Fact]
    public async Task A_published_version_is_stored_without_a_word()
    {
        await using ObservedStorage storage = Storage(new() { ["DOTNET_ENVIRONMENT"] = "Production" });
        var session = new Session<SessionState>(storage, Key(), Conversation.State());
        session.Append(Conversation.Message(1));
        await session.SaveAsync();
        Assert.DoesNotContain(_log.Lines, line => line.Contains("is a draft", StringComparison.Ordinal));
    }

    private static SessionKey Key() => new("acme", SessionId.New());

    private IEnumerable<string> Warnings() => _log.Lines.Where(line => line.Contains(Warning, StringComparison.Ordinal));

    private ObservedStorage Storage(Dictionary<string, string> variables) =>
        new(new MemoryStorage(), _log) { Drafts = new DraftWarning(name => variables.GetValueOrDefault(name)) };

    private sealed record Sketch(string Text) : ISessionEnvelope<Sketch>
    {
        public static SessionSchema<Sketch> Schema { get; } = new("sketch", 1, 1, new Format()) { IsDraft = true };

        public static SessionLogMember<Sketch>? Log => null;
    }

    private sealed class Format : SessionFormat<Sketch>
    {
        public override WireShape Shape { get; } = WireShape.Object((0, "Text", null));

        public override void WriteValue(ref SessionWriter writer, Sketch value)
        {
            writer.WriteArrayHeader(1);
            writer.WriteString(value.Text);
        }

        public override Sketch ReadValue(ref SessionReader reader)
        {
            reader.EnterObject();
            string text = reader.ReadString();
            reader.LeaveObject();
            return new Sketch(text);
        }
    }
}
