using System.Collections.Immutable;
using System.Composition.Hosting;
using System.Reflection;
using Fluers.Sdk.CodeFixes.Fixing;
using Fluers.Sdk.CodeFixes.Tests.Harness;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Fluers.Sdk.CodeFixes.Tests;

/// <summary>What holds for all fixes.</summary>
public sealed class FixTests
{
    // The fixes that the catalogue of diagnostics promises.
    private static readonly ImmutableArray<string> Promised =
    [
        "FLU1001", "FLU1003", "FLU1004", "FLU1005", "FLU1007", "FLU1009", "FLU1101", "FLU1102", "FLU1104", "FLU1106", "FLU1110", "FLU1111",
        "FLU1112", "FLU1201", "FLU1204", "FLU1207", "FLU1402", "FLU1403", "FLU1404", "FLU1405", "FLU1406", "FLU1407", "FLU1408", "FLU1409",
        "FLU1410", "FLU1411", "FLU1412", "FLU1413", "FLU1414", "FLU1415", "FLU1416", "FLU1417", "FLU1418", "FLU1419", "FLU1501", "FLU1502",
        "FLU1503", "FLU1508", "FLU1603", "FLU1611", "FLU1612", "FLU1613", "FLU1614", "FLU1702", "FLU1704",
    ];

    public static TheoryData<string> Ids => [.. Promised];

    private static IReadOnlyList<SchemaFix> All { get; } =
    [
        .. new ContainerConfiguration().WithAssembly(typeof(SchemaFix).Assembly).CreateContainer().GetExports<CodeFixProvider>().Cast<SchemaFix>(),
    ];

    [Fact]
    public void Every_promised_fix_is_exported_once() =>
        Assert.Equal(Promised, All.SelectMany(fix => fix.FixableDiagnosticIds).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_fix_is_of_a_diagnostic_that_is_reported() => Assert.Empty(
        Promised.Except(Platform.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id)));

    [Fact]
    public void Every_fix_can_answer_a_whole_solution_at_once() =>
        Assert.All(All, fix => Assert.Contains(FixAllScope.Solution, fix.GetFixAllProvider().GetSupportedFixAllScopes()));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_fix_is_tested_for_one_and_for_all(string id)
    {
        Type tests = Assert.Single(typeof(FixTests).Assembly.GetTypes(), type => type.Name == $"{id}FixTests");
        string[] names = [.. tests.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => method.Name)];
        Assert.Contains(names, name => name.StartsWith("Fixes_", StringComparison.Ordinal) && !name.StartsWith("Fixes_all_", StringComparison.Ordinal));
        Assert.Contains(names, name => name.StartsWith("Fixes_all_", StringComparison.Ordinal));
    }
}
