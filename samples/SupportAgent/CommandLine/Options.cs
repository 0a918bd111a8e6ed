using System.Globalization;
using Fluers.Sdk;

namespace SupportAgent;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    private const int LongestPace = 60_000;

    /// <summary>The file that holds the sessions.</summary>
    public string Store { get; private init; } = "sessions.db";

    /// <summary>The session to go on with; <see langword="null"/> for a new one.</summary>
    public SessionId? Session { get; private init; }

    /// <summary>Where the model is served; <see langword="null"/> for OpenAI itself.</summary>
    public Uri? Endpoint { get; private init; }

    /// <summary>The model; <see langword="null"/> for the offline one.</summary>
    public string? ModelName { get; private init; }

    /// <summary>How long to wait after each step.</summary>
    public TimeSpan Pace { get; private init; }

    /// <summary>Whether to list the sessions and end.</summary>
    public bool List { get; private init; }

    /// <summary>Whether to explain the program and end.</summary>
    public bool Help { get; private init; }

    /// <summary>Reads the arguments: <c>--name value</c> or <c>--name=value</c>.</summary>
    /// <exception cref="Failure">An argument is not understood.</exception>
    public static Options Parse(IEnumerable<string> arguments)
    {
        var options = new Options();
        var rest = new Queue<string>(arguments.SelectMany(SplitAtEquals));
        while (rest.TryDequeue(out string? name))
        {
            options = name switch
            {
                "--help" or "-h" => options with { Help = true },
                "--list" => options with { List = true },
                "--store" => options with { Store = Value(name) },
                "--session" => options with { Session = ToSession(Value(name)) },
                "--endpoint" => options with { Endpoint = ToEndpoint(Value(name)) },
                "--model" => options with { ModelName = Value(name) },
                "--pace" => options with { Pace = ToPace(Value(name)) },
                _ => throw Wrong($"There is no option '{name}'; --help shows those there are."),
            };
        }

        return options is { Endpoint: not null, ModelName: null, Help: false }
            ? throw Wrong("--endpoint needs a model; name one that the server has with --model NAME.")
            : options;

        string Value(string name) => rest.TryDequeue(out string? value) && value.Length > 0 && !value.StartsWith("--", StringComparison.Ordinal)
            ? value
            : throw Wrong($"{name} needs a value; --help shows which.");
    }

    private static string[] SplitAtEquals(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) ? argument.Split('=', 2) : [argument];

    private static SessionId ToSession(string text) =>
        SessionId.TryParse(text, out SessionId id)
            ? id
            : throw Wrong($"'{Failure.OneLine(text)}' is no session id, which has 1 to {SessionId.MaxLength} of A-Z a-z 0-9 - _ . : @; --list shows the ids there are.");

    private static Uri ToEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw Wrong($"'{Failure.OneLine(text)}' is no endpoint; give a URL such as http://localhost:11434/v1.");

    private static TimeSpan ToPace(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pace) && pace <= LongestPace
            ? TimeSpan.FromMilliseconds(pace)
            : throw Wrong($"'{Failure.OneLine(text)}' is no pace; give milliseconds from 0 to {LongestPace}.");

    private static Failure Wrong(string sentence) => new(ExitCode.Usage, Failure.OneLine(sentence));
}
