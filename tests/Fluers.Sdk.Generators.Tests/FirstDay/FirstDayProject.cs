using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.FirstDay;

/// <summary>The small program with which people begin, built as the SDK builds it.</summary>
internal static class FirstDayProject
{
    public const string Order = """
        using Fluers.Sdk;
        using MessagePack;

        [SessionSchema(1)]
        public sealed partial record Order
        {
            [Key(0)] public required string Customer { get; init; }
            [Key(1)] public int Total { get; init; }
            public SessionLog<Line> Lines { get; init; } = [];
        }

        [SessionSchema(1)]
        public sealed partial record Line
        {
            [Key(0)] public required string Text { get; init; }
        }

        """;

    private const string Program = """
        using Fluers.Sdk;
        using Fluers.Sdk.Storage;

        await using var store = new SessionStore(new MemoryStorage());
        Session<Order> s = await store.CreateAsync(new Order { Customer = "Ada" });
        s.Append(new Line { Text = "hello" });
        s.Update(o => o with { Total = 3 });
        await s.SaveAsync();
        Session<Order>? again = await store.LoadAsync<Order>(s.Id);
        foreach (Line l in again!.State.Lines) Console.WriteLine(l.Text);
        await new Keeper(store).KeepAsync(s);

        // Declarations are looked at before the bodies of methods.
        internal sealed class Keeper(SessionStore store)
        {
            private Session<Order>? _kept;

            public ValueTask<Session<Order>?> LoadAsync(SessionId id) => store.LoadAsync<Order>(id);

            public async Task KeepAsync(Session<Order> session) => _kept = await LoadAsync(session.Id) ?? session;
        }

        """;

    /// <summary>What a build of the program prints.</summary>
    /// <param name="order">The file with the schemas.</param>
    public static Task<string[]> PrintAsync(string order) => Generate(order).PrintAsync("off");

    public static GeneratorRun Generate(string order)
    {
        // The constructors of a store name what it logs with.
        var consumer = new Consumer();
        consumer = consumer with { References = [.. consumer.References, MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Logging.ILoggerFactory).Assembly.Location)] };
        CSharpCompilation compilation = consumer.Compile().AddSyntaxTrees(
            consumer.Parse(order, "Order.cs"), consumer.Parse(Program, "Program.cs"), consumer.Parse(Consumer.ImplicitUsings, "GlobalUsings.g.cs"));

        // One thread, so that the compiler's own errors come in the order of the source.
        return GeneratorRun.InMode("off", compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication).WithConcurrentBuild(false)));
    }
}
