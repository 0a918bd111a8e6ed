namespace Fluers.Sdk.Packages.Tests.Consumers;

/// <summary>The command line as a tool that is installed.</summary>
public sealed class ToolTests(Feed feed)
{
    [Fact]
    public async Task The_tool_is_installed_says_its_version_and_reads_the_locks_of_a_folder()
    {
        using var consumer = new Consumer(feed);
        await consumer.SucceedAsync("tool", "install", "Fluers.Sdk.Cli", "--version", Feed.Version, "--tool-path", consumer.At("tools"));
        string tool = consumer.At(OperatingSystem.IsWindows() ? "tools/fluers.exe" : "tools/fluers");

        (bool succeeded, string version) = await consumer.RunProgramAsync(tool, "--version");
        Assert.True(succeeded, version);
        Assert.StartsWith($"{typeof(SessionStore).Assembly.GetName().Version!.ToString(3)}", version, StringComparison.Ordinal);

        consumer.Write("schemas/ticket.schema.json", """
            {
              "schema": "ticket",
              "versions": [
                {
                  "version": 1,
                  "status": "published",
                  "members": [
                    { "key": 0, "name": "Title", "type": "string", "required": true }
                  ]
                }
              ]
            }

            """);
        (succeeded, string list) = await consumer.RunProgramAsync(tool, "schema", "list");
        Assert.True(succeeded, list);
        Assert.Contains("ticket", list, StringComparison.Ordinal);
    }
}
