using Fluers.Sdk.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.CodeFixes.Tests.Harness;

/// <summary>
/// The generator as an editor asks it: for what code can name, and not for what only a build needs. The errors that it reports in a build
/// are among the latter, for there the analyzers report them too, and fixes belong to theirs.
/// </summary>
#pragma warning disable RS1036, RS1038, RS1041, RS1042   // no compiler ever loads it: the tests make one themselves
internal sealed class EditorGenerator : ISourceGenerator
{
    public void Initialize(GeneratorInitializationContext context)
    {
    }

    public void Execute(GeneratorExecutionContext context)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new SessionSchemaGenerator().AsSourceGenerator()],
            context.AdditionalFiles,
            (CSharpParseOptions)context.ParseOptions,
            context.AnalyzerConfigOptions,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.Implementation));
        foreach (GeneratedSourceResult source in driver.RunGenerators(context.Compilation, context.CancellationToken).GetRunResult().Results.Single().GeneratedSources)
        {
            context.AddSource(source.HintName, source.SourceText);
        }
    }
}
