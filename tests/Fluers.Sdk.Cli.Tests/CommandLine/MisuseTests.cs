using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Tests.CommandLine;

/// <summary>What is wrong with a command line is said in its own words, for every command that there is.</summary>
public sealed class MisuseTests
{
    public static TheoryData<string> Commands => [.. Walk(FluersCommand.Root, []).Where(one => one.Command.Subcommands.Count == 0).Select(one => string.Join(' ', one.Path))];

    public static TheoryData<string> Groups => ["", "sessions", "schema"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_value_that_makes_no_sense_is_named_with_its_option_and_what_it_takes(string name)
    {
        (Command command, string[] path) = Walk(FluersCommand.Root, []).Single(one => string.Join(' ', one.Path) == name);
        foreach (Option option in command.Options.Concat(FluersCommand.Root.Options).Where(option => option.ValueType != typeof(string) && option.ValueType != typeof(string[]) && option is Option<bool> or { Arity.MaximumNumberOfValues: 1 }))
        {
            if (option.Arity.MaximumNumberOfValues == 0)
            {
                continue;
            }

            foreach (string value in new[] { "garbage", "-1", "1.5", "99999999999999999999" })
            {
                string complaint = (await Fluers.RunAsync([.. path, $"{option.Name}={value}"])).Complaint(2);

                Assert.DoesNotContain("System.", complaint, StringComparison.Ordinal);
                Assert.DoesNotContain("Parameter", complaint, StringComparison.Ordinal);
                Assert.Contains($"{option.Name}", complaint, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_option_with_a_slip_in_it_is_never_taken_for_a_name(string name)
    {
        string complaint = (await Fluers.RunAsync([.. name.Split(' '), "one", "--all-tenant", "--yes-please"])).Complaint(2);

        Assert.Contains("'--all-tenant'", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_begins_with_a_dash_goes_behind_two()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "-one");

        Assert.Contains("'-one' is no option of 'fluers sessions show'", (await store.RunAsync("sessions", "show", "-one")).Complaint(2), StringComparison.Ordinal);
        Assert.Contains("question 0", (await Fluers.RunAsync("sessions", "show", "--store", store.Url, "--", "-one")).Good(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task A_group_of_commands_alone_shows_what_is_in_it(string group)
    {
        string[] words = group.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        string alone = (await Fluers.RunAsync(words)).Good();

        Assert.Equal((await Fluers.RunAsync([.. words, "--help"])).Good(), alone);
        Assert.Contains("Commands:", alone, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sessions", "list", "--store", "sqlite:x", "--tenant", "a/b")]
    [InlineData("sessions", "show", "a b", "--store", "sqlite:x")]
    [InlineData("sessions", "list", "--store", "sqlite:x", "--schemas", "")]
    [InlineData("schema", "graph", "x", "--format", "png")]
    [InlineData("completion", "cmd")]
    [InlineData("sessions", "fork", "one", "--store", "sqlite:x")]
    [InlineData("sessions", "show", "one", "--from", "--store", "sqlite:x")]
    public async Task No_error_speaks_of_code(params string[] command)
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one");

        string complaint = (await Fluers.RunInAsync(store.Folder, [.. command.Select(word => word == "sqlite:x" ? store.Url : word)])).Complaint(2);

        Assert.DoesNotContain("Parameter", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", complaint, StringComparison.Ordinal);
    }

    private static IEnumerable<(Command Command, string[] Path)> Walk(Command command, string[] path) =>
        command.Subcommands.SelectMany(one => Walk(one, [.. path, one.Name])).Prepend((command, path));
}
