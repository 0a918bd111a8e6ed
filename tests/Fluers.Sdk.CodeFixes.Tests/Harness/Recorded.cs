using Fluers.Sdk.Generators.Diagnostics;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.CodeFixes.Tests.Harness;

/// <summary>Makes locks as the builds of some code would.</summary>
internal static class Recorded
{
    /// <summary>The locks of code whose every version was published.</summary>
    /// <param name="versions">All of the code, version by version.</param>
    public static IReadOnlyList<SchemaLock> Published(params string[] versions)
    {
        IReadOnlyList<SchemaLock> locks = [];
        foreach (string code in versions)
        {
            locks = [.. Built(locks, code).Select(LockUpdate.Publish)];
        }

        return locks;
    }

    /// <summary>The text of the only lock there is.</summary>
    public static string Text(IReadOnlyList<SchemaLock> locks) => LockWriter.Write(Assert.Single(locks));

    /// <summary>What a build of code makes of locks.</summary>
    public static IReadOnlyList<SchemaLock> Built(IReadOnlyList<SchemaLock> before, params string[] code)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Built", code.Select(text => CSharpSyntaxTree.ParseText(text)), Platform.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        ShapeSymbols shapes = ShapeSymbols.Of(compilation, TestContext.Current.CancellationToken);
        return
        [
            .. shapes.Schemas.Select((LocalShape schema) => LockUpdate.Build(
                before.FirstOrDefault(other => other.Id == schema.Schema!.Id), schema.Schema!.Id, schema.Schema.Version, shapes.ShapeOf(schema))),
        ];
    }
}
