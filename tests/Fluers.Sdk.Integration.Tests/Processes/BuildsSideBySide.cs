using System.Globalization;

namespace Fluers.Sdk.Integration.Tests.Processes;

/// <summary>
/// A build of version 1 and one of version 2 work in one session at the same time, both reading and saving. The newer only added to
/// what there was, so the compiler let it promise that older builds may go on beside it.
/// </summary>
public sealed class BuildsSideBySide
{
    private const int Visits = 60;

    [Fact]
    public async Task Neither_loses_what_the_other_saved()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("sessions.db");
        await RunAsync("Older", "visit", database, "book", "1");
        Assert.Equal("version 1", (await RunAsync("Older", "show", database, "book")).Trim());

        await Task.WhenAll(
            RunAsync("Older", "visit", database, "book", Visits.ToString(CultureInfo.InvariantCulture)),
            RunAsync("Newer", "visit", database, "book", Visits.ToString(CultureInfo.InvariantCulture)));

        // The older build keeps what it does not know, and the stamp that it came with.
        Assert.Equal("version 2", (await RunAsync("Older", "show", database, "book")).Trim());
        string[] lines = (await RunAsync("Newer", "show", database, "book")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("version 2", lines[0]);
        Assert.Equal(
            $"visits {Visits + 1} {Visits}, place {Visits + 1} {Visits}, notes {string.Join(' ', Enumerable.Range(0, Visits))}, mood Excellent {{ Words = as never before }}",
            lines[1]);
        Assert.Equal(1 + (2 * Visits), lines.Length - 2);
        Assert.Equal(Enumerable.Range(0, Visits).Select(i => $"new {i} en"), lines[2..].Where(line => line.StartsWith("new", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(0, Visits).Select(i => $"old {i} ").Prepend("old 0 "), lines[2..].Where(line => line.StartsWith("old", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_older_build_saves_last_and_the_newer_finds_its_own_data_whole()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("sessions.db");
        await RunAsync("Newer", "visit", database, "book", "3");
        await RunAsync("Older", "visit", database, "book", "2");
        string[] lines = (await RunAsync("Newer", "show", database, "book")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["version 2", "visits 2 3, place 2 3, notes 0 1 2, mood Excellent { Words = as never before }", "new 0 en", "new 1 en", "new 2 en", "old 0 ", "old 1 "], lines);
    }

    private static Task<string> RunAsync(string build, params string[] arguments) =>
        Child.ResultAsync(Child.Start("dotnet", ["exec", PathOf(build), .. arguments]));

    /// <summary>The program as it was built, in the same configuration as these tests.</summary>
    private static string PathOf(string build)
    {
        string[] parts = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        string tests = string.Join(Path.DirectorySeparatorChar, parts[..^4]);
        return Path.Combine(tests, "Fluers.Sdk.Integration.Builds", build, "bin", parts[^2], parts[^1], $"{build}.dll");
    }
}
