using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>How a client records, and what it has to know of the client above it.</summary>
internal sealed class RecordingOptions
{
    private GivenDecisions _decisions = GivenDecisions.None;

    /// <summary>The settings of a pipeline.</summary>
    /// <param name="options">The user's settings.</param>
    /// <param name="services">What tools may ask for.</param>
    /// <param name="isGuarded">Whether somebody above takes the decisions out of a request.</param>
    public static RecordingOptions Of(SessionClientOptions options, IServiceProvider? services, bool isGuarded) => new()
    {
        PartInterval = options.PartInterval,
        Clock = options.Clock,
        Services = services,
        KeepsForeignReasoning = options.GivesReasoningToOtherProviders,
        IsGuarded = isGuarded,
    };

    /// <summary>How long a part of a streaming response may wait to be stored.</summary>
    public TimeSpan PartInterval { get; init; } = SessionChatClientBuilderExtensions.DefaultPartInterval;

    /// <summary>Times the parts.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What tools may ask for.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Whether protected reasoning of one provider is given to another.</summary>
    public bool KeepsForeignReasoning { get; init; }

    /// <summary>Gives the client that runs tools.</summary>
    public Func<FunctionInvokingChatClient?> Invoking { get; set; } = () => null;

    /// <summary>
    /// Whether somebody above the client that runs tools takes the decisions out of what it is given. Without, that client would run whatever call stands beside
    /// a decision.
    /// </summary>
    public bool IsGuarded { get; set; }

    /// <summary>Whether the tools of a response are run by a client above this one; otherwise each call is for the caller to see to.</summary>
    public bool RunsTools => !IsGuarded || Invoking() is not null;

    /// <summary>The calls that the caller of this request has been shown.</summary>
    public HashSet<string> Shown { get; } = [];

    /// <summary>Gives the decisions of a request to who carries them out.</summary>
    public void GiveDecisions(GivenDecisions decisions) => _decisions = decisions;

    /// <summary>Takes the decisions that were given.</summary>
    public GivenDecisions TakeDecisions() => Interlocked.Exchange(ref _decisions, GivenDecisions.None);
}

/// <summary>The decisions of a request.</summary>
/// <param name="Decisions">The decisions.</param>
/// <param name="AreLast">Whether the request ends with them.</param>
internal sealed record GivenDecisions(IReadOnlyList<ToolApprovalResponseContent> Decisions, bool AreLast)
{
    /// <summary>A request without one.</summary>
    public static GivenDecisions None { get; } = new([], AreLast: false);
}
