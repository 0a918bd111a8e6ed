using System.Reflection;
using Fluers.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Tests.Diagnostics;

public sealed class DescriptorTests
{
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_diagnostic_is_tested_both_ways(string id)
    {
        Type? tests = typeof(DescriptorTests).Assembly.GetType($"{typeof(DescriptorTests).Namespace}.{id}Tests");
        Assert.NotNull(tests);
        string[] names = [.. tests.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => method.Name)];
        Assert.Contains(names, name => name.StartsWith("Reports_", StringComparison.Ordinal));
        Assert.Contains(names, name => name.StartsWith("Accepts_", StringComparison.Ordinal));
    }

    [Fact]
    public void Ids_are_never_shared() => Assert.Distinct(Descriptors.All.Select(descriptor => descriptor.Id));

    [Fact]
    public void All_descriptors_are_reported_by_the_analyzer()
    {
        IEnumerable<object?> declared = typeof(Descriptors).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => field.GetValue(null));
        Assert.Equal(declared, new SchemaAnalyzer().SupportedDiagnostics);
    }
}
