namespace SupportAgent;

/// <summary>What <c>--help</c> shows.</summary>
internal static class Usage
{
    public const string Text =
        """
        A support agent whose conversations outlive the process. Every step is saved as it
        happens: end it at any moment, by Ctrl+C or kill -9, and go on with --session.

        dotnet run --project samples/SupportAgent [-- options]

          --session ID     go on with a session; without it a new one begins
          --list           list the sessions, the latest first
          --store PATH     the file that holds them (default: sessions.db)
          --model NAME     ask this model instead of the offline one
          --endpoint URL   the OpenAI-compatible server that has it (default: OpenAI's);
                           the key is in SUPPORT_AGENT_API_KEY or OPENAI_API_KEY
          --pace MS        wait after each step, to watch it happen (default: 0)
          --help           this text

        Input: a terminal gets a prompt; piped input is read line by line, one turn each;
        with no input at all, or none for 5 seconds, a short scripted conversation plays.

        Exit codes: 0 all well · 2 usage · 3 no such session · 4 the store cannot be used ·
        5 the session cannot be read · 6 the model cannot be used · 7 no API key, or a
        refused one · 8 another process wrote first

        """;
}
