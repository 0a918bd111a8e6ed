namespace Fluers.Sdk.Testing;

/// <summary>An API of a model provider, with rules of its own for what a conversation may look like.</summary>
public enum ModelApi
{
    /// <summary>The chat completions API of OpenAI, which many other providers have too.</summary>
    ChatCompletions = 0,

    /// <summary>The messages API of Anthropic.</summary>
    Messages = 1,

    /// <summary>The responses API of OpenAI.</summary>
    Responses = 2,
}

/// <summary>Why an API refuses a request.</summary>
/// <param name="Api">The API.</param>
/// <param name="Message">The position of the message in the request, 0 for the first one.</param>
/// <param name="Reason">What was found and what was expected, in one sentence.</param>
public sealed record ModelRefusal(ModelApi Api, int Message, string Reason)
{
    /// <summary>The refusal as one line.</summary>
    public override string ToString() => $"{Api}, message {Message}: {Reason}";
}
