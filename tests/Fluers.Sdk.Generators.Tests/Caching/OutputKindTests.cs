using Fluers.Sdk.Generators.Recording;
using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Caching;

/// <summary>While someone types, an editor leaves out what nobody can name in code.</summary>
public sealed class OutputKindTests
{
    private static readonly LockedProject Project = new LockedProject("""
        namespace Shop;
        [SessionSchema(1)] public sealed partial record Note([property: Key(0)] string Text);
        [SessionSchema(2)]
        public sealed partial record Order([property: Key(0)] string Customer, [property: Key(1)] int Count, [property: Key(2)] Payment? Payment)
        {
            public SessionLog<Note> Notes { get; init; } = [];
        }
        [SessionUnion]
        public abstract partial record Payment
        {
            [Case(0)] public sealed partial record Cash : Payment;
        }
        static partial class OrderHistory
        {
            public static partial V2.Order Up(V1.Order order) => order.ToV2(count: 1, payment: null);
        }
        public static class Use
        {
            private static SessionSchema SchemaOf<T>()
                where T : ISessionSchema<T> => T.Schema;
            public static object[] All(Session<Order> session, Payment.Unknown unknown)
            {
                session.Append(new Note("x"));
                return [unknown, SchemaOf<Order>(), Consumer.SessionFormatterResolver.Instance, Payment.SessionFormatter.Instance];
            }
        }
        """).With("order", "0 Customer: string required; log note");

    [Fact]
    public async Task The_shapes_alone_are_left_to_builds_and_nothing_in_the_code_misses_them()
    {
        GeneratorRun whole = Project.Generate();
        Assert.Empty(whole.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(fault => fault.Severity != DiagnosticSeverity.Hidden));

        CSharpCompilation compilation = new Consumer().Compile(Project.Usings + Project.Source);
        GeneratorDriver editor = GeneratorRun.NewDriver((CSharpParseOptions)compilation.SyntaxTrees[0].Options, disabled: IncrementalGeneratorOutputKind.Implementation)
            .AddAdditionalTexts([.. Project.Texts])
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation seen, out _, TestContext.Current.CancellationToken);

        string[] inEditor = [.. editor.GetRunResult().Results.Single().GeneratedSources.Select(source => source.HintName)];
        Assert.Equal([AssemblyShapes.HintName], whole.Files.Keys.Except(inEditor));
        Assert.Equal(whole.Files.Count - 1, inEditor.Length);
        Assert.Empty(seen.GetDiagnostics(TestContext.Current.CancellationToken).Where(fault => fault.Severity != DiagnosticSeverity.Hidden));
        Assert.Equal(await LockReports.OfAsync(whole, Project.Texts, "update"), await LockReports.OfAsync(seen, Project.Texts, "update"));
    }
}
