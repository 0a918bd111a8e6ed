using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators.History;

/// <summary>A call that makes the next version of a value: the arguments that it gives.</summary>
/// <param name="Positional">How many stand in front without a name.</param>
/// <param name="Named">The names of the others.</param>
internal sealed record HopCall(int Positional, EquatableArray<string> Named)
{
    public static HopCall Of(InvocationExpressionSyntax call) => new(
        call.ArgumentList.Arguments.TakeWhile(argument => argument.NameColon is null).Count(),
        call.ArgumentList.Arguments.Select(argument => argument.NameColon?.Name.Identifier.ValueText).OfType<string>().ToEquatableArray());

    /// <summary>Whether a call makes a version.</summary>
    public static bool Makes(InvocationExpressionSyntax call, int version) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name == $"ToV{version}";

    /// <summary>The gaps that the call gives no value for.</summary>
    public IEnumerable<HopParameter> OpenGaps(HopModel hop) =>
        hop.Parameters.Skip(Positional).Where(gap => gap.Default is null && !Named.Contains(gap.Name.TrimStart('@')));
}
