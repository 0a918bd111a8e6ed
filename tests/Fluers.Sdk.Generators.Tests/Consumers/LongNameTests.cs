using System.Text;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>A project may have the generated files written to disk: their names are names there.</summary>
public sealed class LongNameTests
{
    [Theory]
    [InlineData("Con", "-Con.g.cs")]
    [InlineData("com1", "-com1.g.cs")]
    [InlineData("Consul", "Consul.g.cs")]
    public void A_file_is_not_called_like_a_device(string type, string hint) =>
        Assert.Contains(hint, GeneratorRun.Of($"#pragma warning disable CS8981\n[SessionPart] public sealed partial record {type};").Files.Keys);

    [Theory]
    [InlineData('A')]
    [InlineData('Ж')]
    [InlineData('語')]
    public void Names_that_are_too_long_are_shortened_and_stay_apart(char letter)
    {
        string name = new(letter, 300);
        GeneratorRun run = GeneratorRun.Of($"""
            [SessionPart] public sealed partial record {name}A;
            [SessionPart] public sealed partial record {name}B;
            [SessionSchema(1)] public sealed partial record X([property: Key(0)] {name}A A, [property: Key(1)] {name}B B);
            """);
        Assert.Null(run.Result.Exception);
        Assert.Equal(5, run.Files.Count);
        Assert.All(run.Files.Keys, hint => Assert.InRange(Encoding.UTF8.GetByteCount(hint), 1, 220));
        Assert.Distinct(run.Files.Keys, StringComparer.OrdinalIgnoreCase);
    }
}
