using System.Text;
using Fluers.Sdk;
using Microsoft.Extensions.AI;
using Shop;
using SupportAgent;

// There is no handler for Ctrl+C and none for shutting down: whatever was shown as saved is saved.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
try
{
    Options options = Options.Parse(args);
    await (options switch
    {
        { Help: true } => Console.Out.WriteAsync(Usage.Text),
        { List: true } => Listing.ShowAsync(options.Store),
        _ => TalkAsync(options),
    });
    return (int)ExitCode.Ok;
}
catch (Exception e) when (Failure.Of(e) is { } failure)
{
    Console.Error.WriteLine(failure.Message);
    return (int)failure.ExitCode;
}

static async Task TalkAsync(Options options)
{
    using IChatClient model = ModelChoice.Open(options);
    var screen = new Screen();
    screen.Note("with", $"model {options.ModelName ?? OfflineModel.Name} · store {options.Store}{(screen.IsTerminal ? " · an empty line ends" : "")}");
    if (!await TalkOnInputAsync())
    {
        await new ScriptedPlay(options.Store, model, screen, options.Pace).RunAsync();
    }

    async Task<bool> TalkOnInputAsync()
    {
        await using SupportStore store = options.Session is null
            ? SupportStore.Open(options.Store)
            : SupportStore.OpenExisting(options.Store)
                ?? throw new Failure(ExitCode.NoSession, $"There is no store {options.Store}; --store names the file that holds the session.");
        var conversation = new Conversation(store, model, screen, options.Pace);
        if (options.Session is { } id)
        {
            await conversation.ResumeAsync(id, options.Store);
        }

        else if (screen.IsTerminal)
        {
            screen.Note("try", "Where is my order A-1042? · It arrived broken. Please refund it.");
        }

        return await new Dialogue(conversation, screen).RunAsync();
    }
}
