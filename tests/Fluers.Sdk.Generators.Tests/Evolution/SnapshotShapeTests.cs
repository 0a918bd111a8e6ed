using System.Reflection;
using Fluers.Sdk.Generators.Emission;
using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;
using Fluers.Sdk.Wire;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>The types that are made of a recorded shape read and write what the code of that shape stored.</summary>
public sealed class SnapshotShapeTests
{
    private const int Shapes = 60;
    private const int PayloadsPerShape = 10;

    [Fact]
    public void A_snapshot_loses_nothing_of_what_its_version_stored()
    {
        var random = new Random(7);
        SchemaShape[] shapes = [.. Enumerable.Range(0, Shapes).Select(_ => new RandomShape(random).Next())];
        CSharpCompilation compilation = new Consumer().Compile(shapes.Select(Source));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Take(5));
        Assembly assembly = GeneratorRun.Of(compilation).Load();
        for (int i = 0; i < Shapes; i++)
        {
            Type type = assembly.GetType($"Shop.History{i}+V1+Root", throwOnError: true)!;
            var save = typeof(SnapshotShapeTests).GetMethod(nameof(SaveOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<byte[], byte[]>>();
            var payloads = new RandomPayload(shapes[i], random);
            for (int n = 0; n < PayloadsPerShape; n++)
            {
                byte[] stored = payloads.Next();
                byte[] saved = save(stored);
                string? loss = new Payloads(shapes[i]).FirstLoss(stored, saved);
                Assert.True(loss is null, $"shape {i}: {loss}");
            }
        }
    }

    private static string Source(SchemaShape shape, int number)
    {
        var source = new SourceWriter();
        source.Line(TypeEmitter.Header);
        source.Open("namespace Shop");
        source.Open($"public static partial class History{number}");
        source.Open("public static class V1");
        SnapshotEmitter.Emit(source, new Snapshot(1, shape, $"global::Shop.History{number}", "Root").Types);
        return source.Finish();
    }

    private static byte[] SaveOf<T>(byte[] bytes)
    {
        var format = (SessionFormat<T>)typeof(T).GetNestedType("SessionFormatter")!.GetField("Instance")!.GetValue(null)!;
        var reader = new SessionReader(bytes);
        T value = format.ReadValue(ref reader);
        reader.End();
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new SessionWriter(buffer);
        format.WriteValue(ref writer, value);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
