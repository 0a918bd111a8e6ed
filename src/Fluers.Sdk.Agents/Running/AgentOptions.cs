using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents;

/// <summary>How the turns of an agent are run.</summary>
/// <typeparam name="TEnvelope">The envelope of its sessions.</typeparam>
public sealed record AgentOptions<TEnvelope>
    where TEnvelope : ISessionEnvelope<TEnvelope>
{
    /// <summary>
    /// What the model is asked with, made anew for each attempt from the state of the session: instructions, tools, settings. They belong to the code of
    /// today and are not recorded.
    /// </summary>
    public Func<TEnvelope, ChatOptions> Chat { get; init; } = _ => new ChatOptions();

    /// <summary>Which workers share the work: those of one name on one store. The id of the envelope's schema unless stated.</summary>
    public string Name { get; init; } = TEnvelope.Schema.Id;

    /// <summary>How long a worker may be silent before others go on with what it had; 15 seconds unless stated. It beats three times in that time.</summary>
    public TimeSpan LeaseLength { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often to look for work that other processes have accepted; twice a second unless stated. What this process accepts is begun with at once.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often an input is attempted before it fails; 10 times unless stated. An attempt that a crash ended counts.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>
    /// How long an input may take from its first attempt on, by the wall clock, before it fails; an hour unless stated. <see cref="TimeSpan.MaxValue"/> and
    /// <see cref="Timeout.InfiniteTimeSpan"/> are without an end.
    /// </summary>
    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long to wait before the second attempt; twice as long before each later one, up to half a minute. A second unless stated.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether to attempt an input again after an error; unless stated, after all but those of a value that cannot be stored and of a decision that was refused.</summary>
    public Func<Exception, bool> ShouldRetry { get; init; } = error => error is not (SessionValueException or ArgumentException or AgentDecisionException);

    /// <summary>How many sessions a worker sees to at once; 16 unless stated. Of one session there is always one input at a time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Whether the model is asked to stream, so that who follows the session sees an answer grow; it is unless stated.</summary>
    public bool Streaming { get; init; } = true;

    /// <summary>How long a part of a streaming response may wait to be stored; 200 milliseconds unless stated.</summary>
    public TimeSpan PartInterval { get; init; } = SessionChatClientBuilderExtensions.DefaultPartInterval;

    /// <summary>Settings of the client that runs tools.</summary>
    public Action<FunctionInvokingChatClient>? FunctionInvocation { get; init; }

    /// <summary>
    /// Whether reasoning that only one provider reads is given to another one too; it is not unless stated, as providers refuse what others have protected. Which
    /// provider made a message is recorded, by the name that its client gives in <see cref="ChatClientMetadata.ProviderName"/>.
    /// </summary>
    public bool GivesReasoningToOtherProviders { get; init; }

    /// <summary>How values of no fixed type become JSON, and which content types of the caller's own there are.</summary>
    public JsonSerializerOptions? SerializerOptions { get; init; }

    /// <summary>Tells the time; the system's clock unless stated.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
