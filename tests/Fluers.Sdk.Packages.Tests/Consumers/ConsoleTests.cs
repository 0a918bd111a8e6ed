namespace Fluers.Sdk.Packages.Tests.Consumers;

/// <summary>A program with the one package, in a folder whose name has a space and letters of other scripts.</summary>
public sealed class ConsoleTests(Feed feed)
{
    private const string Lock = "schemas/ticket.schema.json";

    private static readonly string Program = Consumer.ProgramOf("Fluers.Sdk");

    [Fact]
    public async Task The_first_build_writes_the_lock_the_second_writes_nothing_and_the_program_runs()
    {
        using Consumer consumer = Create();
        string built = await consumer.SucceedAsync("build");
        Assert.Contains($"ticket version 1 -> {Lock}", built, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"draft\"", consumer.Read(Lock), StringComparison.Ordinal);

        // The lock is new to the compiler, so what it compiles it compiles once more: into the same folders, and nowhere else.
        Dictionary<string, DateTime> written = consumer.Written();
        string again = await consumer.SucceedAsync("build");
        Assert.DoesNotContain("FLU", again, StringComparison.Ordinal);
        Assert.All(consumer.Written().Except(written), file => Assert.Matches("^(bin|obj)/", file.Key.Replace('\\', '/')));

        written = consumer.Written();
        await consumer.SucceedAsync("build");
        Assert.Empty(consumer.Written().Except(written).Select(file => file.Key));

        Assert.Equal("Where is my order? urgent: True, 1 message\n", (await consumer.SucceedAsync("run", "--no-build")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_build_server_restores_by_the_lock_of_packages_and_compares_the_lock_of_schemas()
    {
        using Consumer consumer = Create("<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>");
        await consumer.SucceedAsync("build", "-t:PublishSchemas");
        string published = consumer.Read(Lock);
        Assert.Contains("\"status\": \"published\"", published, StringComparison.Ordinal);
        Assert.Contains("Fluers.Sdk", consumer.Read("packages.lock.json"), StringComparison.Ordinal);

        await consumer.SucceedAsync("restore", "--locked-mode", "--force");
        await consumer.SucceedAsync("build", "--no-restore", "-p:ContinuousIntegrationBuild=true");

        consumer.Write("Program.cs", Program.Replace("bool Urgent", "int Urgent", StringComparison.Ordinal).Replace("Urgent = true", "Urgent = 1", StringComparison.Ordinal));
        string refused = await consumer.FailAsync("build", "--no-restore", "-p:ContinuousIntegrationBuild=true");
        Assert.Contains("error FLU14", refused, StringComparison.Ordinal);
        Assert.Equal(published, consumer.Read(Lock));
    }

    [Fact]
    public async Task Formatting_from_the_command_line_applies_the_fixes_that_the_package_brings()
    {
        using Consumer consumer = Create();
        consumer.Write("Note.cs", """
            using Fluers.Sdk;
            using MessagePack;

            [SessionPart]
            public sealed record Note([property: Key(0)] string Text);
            """);
        Assert.Contains("error FLU1001", await consumer.FailAsync("build"), StringComparison.Ordinal);
        await consumer.SucceedAsync("format", "analyzers", "--no-restore");
        Assert.Contains("public sealed partial record Note", consumer.Read("Note.cs"), StringComparison.Ordinal);
        await consumer.SucceedAsync("build");
    }

    private Consumer Create(string properties = "")
    {
        var consumer = new Consumer(feed, "Grüße an 注文 Ω");
        consumer.WriteProject("Shop.csproj", $"<OutputType>Exe</OutputType>{properties}", ["Fluers.Sdk"]);
        consumer.Write("Program.cs", Program);
        return consumer;
    }
}
