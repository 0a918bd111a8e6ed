using System.Collections.Immutable;
using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Emission;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Parsing;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fluers.Sdk.Generators;

/// <summary>Generates formatters, schemas and union cases. Wiring only: the parser decides, the emitter prints.</summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class SessionSchemaGenerator : IIncrementalGenerator
{
    // A type with several of the attributes is generated once, for the first of them.
    private static readonly string[] Attributes = [KnownAttributes.Schema, KnownAttributes.Part, KnownAttributes.Union, KnownAttributes.Case];

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<TypeModel>[] found = [.. Attributes.Select(attribute => TypesWith(context, attribute))];
        IncrementalValuesProvider<TypeModel>[] types = [.. found.Select(some => some.Where(static type => type.CanBePrinted))];
        IncrementalValueProvider<AssemblyModel> assembly = types
            .Select(some => some.Select(static (type, _) => TypeRow.Of(type)).WithTrackingName(Steps.Rows).Collect())
            .Aggregate((left, right) => left.Combine(right).Select(static (pair, _) => pair.Left.AddRange(pair.Right)))
            .Select(static (rows, _) => AssemblyModel.Of(rows))
            .WithTrackingName(Steps.Assembly);

        ShapeProviders shapes = ShapeSteps.Register(context, [.. types.Select(some => some.Where(static type => type.Outline is null))]);
        IncrementalValueProvider<EquatableArray<SchemaFault>> faults = FaultSteps.Register(context, found, assembly, shapes);
        IncrementalValueProvider<PastOfAssembly> past = HistorySteps.Register(context, types[0], shapes, faults);
        foreach (IncrementalValuesProvider<TypeModel> some in types)
        {
            context.RegisterSourceOutput(
                some.Combine(assembly)
                    .Where(static pair => pair.Right.Has(pair.Left))
                    .Combine(past)
                    .Select(static (all, _) => OutputModel.Of(all.Left.Left, all.Left.Right, all.Right))
                    .WithTrackingName(Steps.Outputs),
                static (output, file) => output.AddSource(file.HintName, TypeEmitter.Emit(file.Type, file.Cases, file.History, file.IsDraft)));
        }

        IncrementalValueProvider<ResolverName> name = context.CompilationProvider.Select(static (compilation, _) => AssemblyNames.ResolverOf(compilation));
        context.RegisterSourceOutput(assembly.Combine(name).WithTrackingName(Steps.Resolver), static (output, pair) =>
        {
            if (pair.Left.Types.Count > 0)
            {
                output.AddSource(AssemblyModel.ResolverHintName, ResolverEmitter.Emit(pair.Right, pair.Left.Types));
            }
        });
    }

    private static IncrementalValuesProvider<TypeModel> TypesWith(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                (found, cancellation) => Parse(found, attribute, cancellation))
            .Where(static type => type is not null)
            .Select(static (type, _) => type!)
            .WithTrackingName(Steps.Types);

    private static TypeModel? Parse(GeneratorAttributeSyntaxContext found, string attribute, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)found.TargetSymbol;
        Compilation compilation = found.SemanticModel.Compilation;
        return Attributes.First(type.Has) == attribute
            ? KnownTypes.Get(found.TargetNode, compilation, () => TypeParser.ParseOrOutline(type, compilation, cancellation), cancellation)
            : null;
    }
}
