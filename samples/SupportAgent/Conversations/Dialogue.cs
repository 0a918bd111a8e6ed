namespace SupportAgent;

/// <summary>Feeds a conversation from a terminal, line by line at a prompt, or from a pipe, one line for each turn.</summary>
internal sealed class Dialogue(Conversation conversation, Screen screen)
{
    // A pipe may be open and yet nobody will ever write to it: that is how a program started by another often finds its input.
    private static readonly TimeSpan UntilHint = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UntilSilence = TimeSpan.FromSeconds(4);

    /// <summary>Talks until the input ends, or an empty line is entered at the prompt.</summary>
    /// <returns>Whether there was anybody to talk to.</returns>
    public async Task<bool> RunAsync()
    {
        bool somebody = screen.IsTerminal || conversation.Id is not null;
        while (await ReadAsync(somebody) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                await conversation.SayAsync(line.Trim());
                somebody = true;
            }
            else if (screen.IsTerminal)
            {
                break;
            }
        }

        if (screen.IsTerminal && conversation.Id is { } id)
        {
            screen.Note("go on", $"--session {id}");
        }

        return somebody;
    }

    private async Task<string?> ReadAsync(bool somebody)
    {
        if (screen.IsTerminal)
        {
            screen.Prompt();
            return Console.ReadLine();
        }

        Task<string?> read = Task.Run(Console.ReadLine);
        if (!somebody && await Task.WhenAny(read, Task.Delay(UntilHint)) != read)
        {
            screen.Note("input", $"waiting for messages, one per line; without any, a scripted conversation plays in {UntilSilence.Seconds} seconds");
            if (await Task.WhenAny(read, Task.Delay(UntilSilence)) != read)
            {
                return null;
            }
        }

        return await read;
    }
}
