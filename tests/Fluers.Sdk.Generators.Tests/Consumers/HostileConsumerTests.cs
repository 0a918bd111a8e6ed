using Fluers.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>Projects that are strict, old, or full of names that are taken: the compiler says nothing at all about any of them.</summary>
public sealed class HostileConsumerTests
{
    /// <summary>A project without a using, in the oldest language that generated code needs.</summary>
    internal const string Plain = """
        namespace Shop
        {
            [global::Fluers.Sdk.SessionSchema(1)]
            public sealed partial record Note([property: global::MessagePack.Key(0)] string Text);

            [global::Fluers.Sdk.SessionSchema(1)]
            public sealed partial record Order
            {
                [global::MessagePack.Key(0)] public required string Customer { get; init; }
                [global::MessagePack.Key(1)] public int Count { get; init; } = 5;
                [global::MessagePack.Key(2)] public long? Size { get; init; }
                [global::MessagePack.Key(3)] public required global::System.Collections.Generic.List<string> Tags { get; init; }
                [global::MessagePack.Key(4)] public required global::System.Collections.Generic.Dictionary<string, int[]> Map { get; init; }
                [global::MessagePack.Key(5)] public (int Left, string Right) Pair { get; init; }
                [global::MessagePack.Key(6)] public required int[,] Grid { get; init; }
                [global::MessagePack.Key(7)] public required Payment Payment { get; init; }
                [global::MessagePack.Key(8)] public global::System.DayOfWeek Day { get; init; }
                [global::MessagePack.Key(9)] public Point Point { get; init; }
                public global::Fluers.Sdk.SessionLog<Note> Notes { get; init; } = global::Fluers.Sdk.SessionLog<Note>.Empty;
            }

            [global::Fluers.Sdk.SessionPart]
            public partial struct Point { [global::MessagePack.Key(0)] public byte X { get; set; } }

            [global::Fluers.Sdk.SessionUnion]
            public abstract partial record Payment
            {
                [global::Fluers.Sdk.Case(0)] public sealed partial record Cash : Payment;
                [global::Fluers.Sdk.Case(1)] public sealed partial record Card([property: global::MessagePack.Key(0)] string Number) : Payment;
            }
        }
        """;

    /// <summary>Names that generated code writes, each as a namespace, a type and a member beside it.</summary>
    public static MatrixTheoryData<string, string> TakenNames => new(
        ["System", "MessagePack", "Fluers", "Sdk", "Wire", "String", "Object", "Int32", "List", "Collections", "SessionReader", "Schema", "Formatter"],
        ["namespace", "type", "member"]);

    [Theory]
    [MemberData(nameof(TakenNames))]
    public async Task A_name_that_is_taken_is_not_used(string name, string kind)
    {
        string taken = kind switch
        {
            "namespace" => $"namespace Shop.{name} {{ public class Taken {{ }} }}",
            "type" => $"namespace Shop {{ public class {name} {{ }} }}",
            _ => $"namespace Shop {{ public sealed partial record Order {{ public static int {name} => 1; }} }}",
        };
        await IsSilent(new Consumer(), taken);
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Annotations)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Enable)]
    public Task Nothing_is_assumed_of_null(NullableContextOptions nullable) => IsSilent(new Consumer { Nullable = nullable });

    [Fact]
    public Task Arithmetic_may_be_checked() => IsSilent(new Consumer { ChecksOverflow = true });

    [Fact]
    public Task Arithmetic_may_be_checked_in_all_that_the_generator_can_do() => GeneratorRun.Of(new Consumer { ChecksOverflow = true, General = ReportDiagnostic.Error }.Compile(Features.All)).IsClean();

    [Fact]
    public Task Every_warning_may_be_an_error() => IsSilent(new Consumer { General = ReportDiagnostic.Error });

    [Fact]
    public Task All_of_it_may_come_together() => IsSilent(
        new Consumer
        {
            ChecksOverflow = true,
            General = ReportDiagnostic.Error,
            Language = LanguageVersion.CSharp11,
            Nullable = NullableContextOptions.Disable,
        },
        "namespace Shop { public class System { } public class MessagePack { } }");

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    public Task The_language_may_be_as_old_as_the_floor(LanguageVersion language) => IsSilent(new Consumer { Language = language });

    [Fact]
    public async Task Below_the_floor_the_compiler_names_the_language_that_is_needed()
    {
        const string Schema = "[global::Fluers.Sdk.SessionSchema(1)] public sealed partial record Note([property: global::MessagePack.Key(0)] int X);";
        Diagnostic[] found = await GeneratorRun.Of(new Consumer { Language = LanguageVersion.CSharp10 }.Compile(Schema)).DiagnosticsAsync();
        Assert.NotEmpty(found);
        Assert.All(found, diagnostic => Assert.Contains("11.0", diagnostic.GetMessage(), StringComparison.Ordinal));
    }

    private static async Task IsSilent(Consumer consumer, params string[] more)
    {
        GeneratorRun run = await GeneratorRun.Of(consumer.Compile([Plain, .. more])).IsClean();
        Assert.Equal(8, run.Files.Count);
    }
}
