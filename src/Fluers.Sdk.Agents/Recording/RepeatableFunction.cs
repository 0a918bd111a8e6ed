using Microsoft.Extensions.AI;

namespace Fluers.Sdk.Agents.Recording;

/// <summary>A function that its author says is safe to run again.</summary>
internal sealed class RepeatableFunction(AIFunction function) : DelegatingAIFunction(function);
