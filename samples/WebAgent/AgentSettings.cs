namespace WebAgent;

/// <summary>
/// The section <c>Agent</c> of the configuration: a file, the command line (<c>--Agent:Model NAME</c>) or the environment. No secret is among
/// it; those come from the environment alone.
/// </summary>
internal sealed record AgentSettings
{
    /// <summary>The SQLite file that holds the sessions.</summary>
    public string Store { get; init; } = "sessions.db";

    /// <summary>The model; the offline one where it has no name.</summary>
    public string? Model { get; init; }

    /// <summary>Where the model is served; OpenAI itself unless stated.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How long the offline model takes over a word.</summary>
    public TimeSpan WordPause { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>How long the shop's orders take to be looked up.</summary>
    public TimeSpan LookUpPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a refund takes: long enough to end the server in between.</summary>
    public TimeSpan RefundPause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a stream of events may be silent: well below the minute after which many a proxy cuts one off.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a server may be silent before another one goes on with its turns. Short, so that one sees it happen.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The connection string of a PostgreSQL database that holds the sessions instead; it may have a password.</summary>
    public static string? PostgreSql => Environment.GetEnvironmentVariable("WEB_AGENT_POSTGRES") is { Length: > 0 } value ? value : null;
}
