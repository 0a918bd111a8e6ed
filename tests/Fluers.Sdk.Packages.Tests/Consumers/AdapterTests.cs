namespace Fluers.Sdk.Packages.Tests.Consumers;

/// <summary>Who installs one package on top of ours has everything that ours brings.</summary>
public sealed class AdapterTests(Feed feed)
{
    private static readonly string[] Others = ["Fluers.Sdk.AgentFramework", "Fluers.Sdk.Agents", "Fluers.Sdk.PostgreSql", "Fluers.Sdk.Redis", "Fluers.Sdk.Testing"];

    [Fact]
    public async Task A_storage_alone_brings_generator_diagnostics_and_lock()
    {
        using var consumer = new Consumer(feed);
        string program = Consumer.ProgramOf("Fluers.Sdk.Sqlite");
        consumer.WriteProject("Shop.csproj", "<OutputType>Exe</OutputType>", ["Fluers.Sdk.Sqlite"]);
        consumer.Write("Program.cs", program.Replace("[Key(0)] public required string Title", "public required string Title", StringComparison.Ordinal));
        Assert.Contains("error FLU1101", await consumer.FailAsync("build"), StringComparison.Ordinal);

        consumer.Write("Program.cs", program);
        await consumer.SucceedAsync("build");
        Assert.True(File.Exists(consumer.At("schemas/ticket.schema.json")));
        Assert.Equal("User: It was due on Monday.\n", (await consumer.SucceedAsync("run", "--no-build")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_program_of_each_readme_builds_with_its_package_alone()
    {
        using var consumer = new Consumer(feed);
        foreach (string package in Others)
        {
            string program = Consumer.ProgramOf(package);
            string kind = program.Contains("static class", StringComparison.Ordinal) || program.Contains("Tests", StringComparison.Ordinal) ? "" : "<OutputType>Exe</OutputType>";
            consumer.WriteProject($"{package}/Shop.{package}.csproj", kind, [package]);
            consumer.Write($"{package}/Code.cs", program);
        }

        consumer.Write("Shop.slnx", $"<Solution>{string.Concat(Others.Select(package => $"<Project Path=\"{package}/Shop.{package}.csproj\" />"))}</Solution>");
        await consumer.SucceedAsync("build", "Shop.slnx");
        Assert.All(
            Others.Where(package => Consumer.ProgramOf(package).Contains("[SessionSchema", StringComparison.Ordinal)),
            package => Assert.True(File.Exists(consumer.At($"{package}/schemas/ticket.schema.json")), package));
    }
}
