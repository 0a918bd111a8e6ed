using System.Reflection;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Caching;

/// <summary>What flows through the pipeline is plain data.</summary>
public sealed class ModelTests
{
    [Fact]
    public void No_step_holds_anything_of_the_compiler()
    {
        GeneratorRun run = GeneratorRun.Watched(new Consumer().Compile(Features.All));
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach ((string step, object value, _) in StepAssert.Tracked(run))
        {
            Walk(value, step, seen);
        }

        Assert.True(seen.Count > 100, $"only {seen.Count} objects were found");
    }

    [Fact]
    public void Two_runs_over_the_same_text_give_equal_models()
    {
        object[] first = [.. Values()];
        object[] second = [.. Values()];
        Assert.Equal(first, second);
        Assert.Equal(first.Select(value => value.GetHashCode()), second.Select(value => value.GetHashCode()));

        static IEnumerable<object> Values() => StepAssert.Tracked(GeneratorRun.Watched(new Consumer().Compile(Features.All))).Select(output => output.Value);
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Type type = value.GetType();
        string? space = type.Namespace;
        Assert.False(space?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} holds a {type}");
        Assert.False(value is Delegate, $"{path} holds a delegate");
        if (value is Array items)   // every other collection has one in its fields
        {
            foreach (object? item in items)
            {
                Walk(item, $"{path}[]", seen);
            }
        }

        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
