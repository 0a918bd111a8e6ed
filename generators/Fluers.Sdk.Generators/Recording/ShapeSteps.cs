using System.Collections.Immutable;
using Fluers.Sdk.Generators.Emission;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Shapes;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Recording;

/// <summary>The steps from the types of an assembly to the shapes that it carries.</summary>
internal static class ShapeSteps
{
    public const string Local = "LocalShapes";
    public const string Foreign = "ForeignShapes";
    public const string Bases = "BaseShapes";
    public const string Joined = "Shapes";

    /// <summary>Nobody names the shapes in code, so they are printed when the project is built, not while someone types.</summary>
    public static ShapeProviders Register(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<TypeModel>[] types)
    {
        IncrementalValueProvider<ImmutableArray<LocalShape>> local = types
            .Append(BasesIn(context))
            .Select(some => some.Select(static (type, _) => LocalShape.Of(type)).WithTrackingName(Local).Collect())
            .Aggregate((left, right) => left.Combine(right).Select(static (pair, _) => pair.Left.AddRange(pair.Right)));
        IncrementalValueProvider<EquatableArray<NamedShape>> foreign = context.CompilationProvider
            .Select(static (compilation, _) => ForeignShapes.Of(compilation))
            .WithTrackingName(Foreign);
        IncrementalValueProvider<AssemblyShapes> joined = local
            .Combine(foreign)
            .Select(static (pair, _) => AssemblyShapes.Of(pair.Left, pair.Right))
            .WithTrackingName(Joined);
        context.RegisterImplementationSourceOutput(joined, static (output, shapes) =>
        {
            if (!shapes.IsEmpty)
            {
                output.AddSource(AssemblyShapes.HintName, ShapesEmitter.Emit(shapes));
            }
        });
        return new ShapeProviders(local, foreign, joined);
    }

    /// <summary>The classes that types of other projects may derive from without being session types themselves.</summary>
    private static IncrementalValuesProvider<TypeModel> BasesIn(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .ForAttributeWithMetadataName(
            KnownAttributes.Key,
            static (node, _) => BaseParser.IsCandidate(node),
            static (found, cancellation) => KnownTypes.Get(
                found.TargetNode, found.SemanticModel.Compilation, () => BaseParser.Parse(found.TargetSymbol, found.SemanticModel.Compilation, cancellation), cancellation))
        .Where(static type => type is not null)
        .Select(static (type, _) => type!)
        .WithTrackingName(Bases);
}

/// <summary>The shapes at their stages.</summary>
/// <param name="Local">Those of this assembly's types, each by itself.</param>
/// <param name="Foreign">Those of the types of others.</param>
/// <param name="Joined">Those of the schemas.</param>
internal sealed record ShapeProviders(
    IncrementalValueProvider<ImmutableArray<LocalShape>> Local, IncrementalValueProvider<EquatableArray<NamedShape>> Foreign, IncrementalValueProvider<AssemblyShapes> Joined);
