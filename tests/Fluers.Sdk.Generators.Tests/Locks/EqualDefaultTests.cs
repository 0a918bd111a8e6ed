using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Locks;

/// <summary>Defaults compare by value, however they are written.</summary>
public sealed class EqualDefaultTests
{
    [Theory]
    [InlineData("string A { get; init; } = \"\";", "string A { get; init; } = string.Empty;")]
    [InlineData("string A { get; init; } = \"ab\";", "string A { get; init; } = \"a\" + nameof(b);")]
    [InlineData("Guid A { get; init; } = Guid.Empty;", "Guid A { get; init; }")]
    [InlineData("Guid A { get; init; } = new();", "Guid A { get; init; } = System.Guid.Empty;")]
    [InlineData("TimeSpan A { get; init; } = TimeSpan.Zero;", "TimeSpan A { get; init; } = default;")]
    [InlineData("DateOnly A { get; init; } = DateOnly.MinValue;", "DateOnly A { get; init; } = new DateOnly();")]
    [InlineData("System.Numerics.BigInteger A { get; init; } = System.Numerics.BigInteger.Zero;", "System.Numerics.BigInteger A { get; init; } = 0;")]
    [InlineData("decimal A { get; init; } = 5.0m;", "decimal A { get; init; } = 2 + 3;")]
    [InlineData("decimal A { get; init; } = 0.00m;", "decimal A { get; init; }")]
    [InlineData("int A { get; init; } = 'a';", "int A { get; init; } = 97;")]
    [InlineData("bool A { get; init; } = !true;", "bool A { get; init; }")]
    [InlineData("ImmutableHashSet<int> A { get; init; } = ImmutableHashSet.Create<int>();", "ImmutableHashSet<int> A { get; init; } = [];")]
    [InlineData("ImmutableList<int> A { get; init; } = ImmutableList<int>.Empty;", "ImmutableList<int> A { get; init; } = ImmutableList.Create<int>();")]
    [InlineData("ImmutableHashSet<int> A { get; init; } = ImmutableHashSet.Create<int>(1);", "ImmutableHashSet<int> A { get; init; } = [];", false)]
    [InlineData("TimeSpan A { get; init; } = TimeSpan.MaxValue;", "TimeSpan A { get; init; }", false)]
    [InlineData("decimal A { get; init; } = 5.01m;", "decimal A { get; init; } = 5;", false)]
    public async Task A_default_that_was_only_written_anew_is_the_same(string one, string other, bool areSame = true)
    {
        Assert.Equal(areSame, await IsQuietAsync(one, other));
        Assert.Equal(areSame, await IsQuietAsync(other, one));
    }

    [Theory]
    [InlineData("string A { get; init; } = \"\";", "\\\"\\\"", "string.Empty")]
    [InlineData("decimal A { get; init; } = 5;", "5", "5.00")]
    [InlineData("ImmutableHashSet<int> A { get; init; } = [];", "[]", "ImmutableHashSet.Create<int>()")]
    public async Task What_earlier_builds_recorded_is_read_alike(string member, string now, string before)
    {
        LockedProject project = Project(member).After(Project(member).Source);
        string text = project.Files["note.schema.json"];
        string earlier = text.Replace($"\"default\": \"{now}\"", $"\"default\": \"{before}\"", StringComparison.Ordinal);
        Assert.NotEqual(text, earlier);
        Assert.Empty(await (project.WithFile("note.schema.json", earlier) with { Mode = "locked" }).ReportsAsync());
    }

    private static async Task<bool> IsQuietAsync(string published, string now) =>
        (await Project(now).After(Project(published).Source).ReportsAsync()).Length == 0;

    private static LockedProject Project(string member) =>
        new($"[SessionSchema(1)] public sealed partial record Note {{ private const int b = 0; [Key(0)] public {member} }}", "locked");
}
