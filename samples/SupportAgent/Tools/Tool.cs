using System.Text.Json;
using Microsoft.Extensions.AI;
using Shop;

namespace SupportAgent;

/// <summary>
/// A tool is a function of the session: it takes the state and gives the state as it is afterwards, with a result for the
/// model. It saves nothing itself, so what it changes is stored together with its result, or not at all.
/// </summary>
/// <param name="name">What the model calls it.</param>
/// <param name="description">What it does, for the model.</param>
/// <param name="parameters">The JSON schema of its arguments.</param>
internal abstract class Tool(string name, string description, string parameters)
{
    /// <summary>What the model is told of the tool.</summary>
    public AIFunctionDeclaration Declaration { get; } = AIFunctionFactory.CreateDeclaration(name, description, JsonElement.Parse(parameters));

    /// <summary>Does the work.</summary>
    /// <exception cref="ToolRefusedException">The tool cannot do it; the model reads why.</exception>
    public abstract ToolOutcome Run(SupportSession session, ToolArguments arguments);
}

/// <summary>What a tool did.</summary>
/// <param name="Session">The state afterwards.</param>
/// <param name="Result">What the model is told.</param>
internal readonly record struct ToolOutcome(SupportSession Session, JsonElement Result);
