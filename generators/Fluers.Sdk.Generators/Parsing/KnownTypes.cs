using System.Runtime.CompilerServices;
using Fluers.Sdk.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Parsing;

/// <summary>
/// What was parsed of each type. The compiler asks again for every annotated type after every key stroke, since an edit anywhere
/// may change what a name means. Where it changes the meaning of no declaration, the answer of before holds. The tables are weak:
/// an answer lives as long as the syntax that it was parsed from.
/// </summary>
internal static class KnownTypes
{
    private static readonly ConditionalWeakTable<Compilation, Declarations> Compilations = new();
    private static readonly ConditionalWeakTable<SyntaxNode, Slot> Slots = new();

    /// <summary>The model of a type, parsed only if a declaration has changed.</summary>
    /// <param name="type">The declaration of the type that has the attribute.</param>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="parse">Parses it.</param>
    /// <param name="cancellation">Stops it.</param>
    public static TypeModel? Get(SyntaxNode type, Compilation compilation, Func<TypeModel?> parse, CancellationToken cancellation)
    {
        Declarations now = Compilations.GetValue(compilation, static compilation => new Declarations(compilation));
        Slot slot = Slots.GetOrCreateValue(type);
        TypeModel? model = slot.Answer is { } before && now.MeanTheSameAs(before.Declarations, cancellation) ? before.Model : parse();
        slot.Answer = new Answer(now, model);
        return model;
    }

    // Projects that share a file may ask at the same time: one reference is written, never half an answer.
    private sealed class Slot
    {
        public volatile Answer? Answer;
    }

    private sealed record Answer(Declarations Declarations, TypeModel? Model);
}
