namespace Fluers.Sdk.Cli.Tests.CommandLine;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_alone_leads_to_the_command_that_tells_which_sessions_would_not_load()
    {
        string root = (await Fluers.RunAsync("--help")).Good();
        string verify = (await Fluers.RunAsync("sessions", "verify", "--help")).Good();

        Assert.Contains("'fluers sessions verify' tells which sessions would not load", root, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done; 1 done, and something was found", root, StringComparison.Ordinal);
        Assert.Contains("--store", verify, StringComparison.Ordinal);
        Assert.Contains("sqlite:PATH", verify, StringComparison.Ordinal);
        Assert.Contains("Before a deployment, run it on the locks of the build that is to be deployed", verify, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_is_no_command_is_named() =>
        Assert.Equal("fluers: Unrecognized command or argument 'verify'. See 'fluers --help'.\n", (await Fluers.RunAsync("verify")).Complaint(2));

    [Fact]
    public async Task A_wrong_option_is_one_sentence_that_leads_to_the_help() =>
        Assert.Equal("fluers: Unrecognized command or argument '--stroe'. See 'fluers sessions list --help'.\n", (await Fluers.RunAsync("sessions", "list", "--stroe")).Complaint(2));

    [Fact]
    public async Task The_tool_speaks_one_language_wherever_it_runs()
    {
        Dictionary<string, string?> german = new() { ["LC_ALL"] = "de_DE.UTF-8", ["LANG"] = "de_DE.UTF-8" };

        Assert.Equal(
            "fluers: Unrecognized command or argument '--stroe'. See 'fluers sessions list --help'.\n",
            (await Fluers.RunAloneAsync(Path.GetTempPath(), german, "sessions", "list", "--stroe")).Complaint(2));
    }

    [Fact]
    public async Task A_command_without_a_store_says_how_to_name_one() =>
        Assert.Contains("Give --store with sqlite:PATH, file:FOLDER, postgres:env:NAME or redis:file:PATH, or set FLUERS_STORE.", (await Fluers.RunAsync("sessions", "list")).Complaint(2), StringComparison.Ordinal);

    [Fact]
    public async Task A_store_that_is_not_there_is_not_made_by_looking_at_it()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());

        Assert.Contains("There is no store at", (await Fluers.RunAsync("sessions", "list", "--store", $"sqlite:{path}")).Complaint(3), StringComparison.Ordinal);
        Assert.False(Path.Exists(path));
    }

    [Fact]
    public async Task A_connection_string_on_the_command_line_is_refused_and_not_repeated()
    {
        string complaint = (await Fluers.RunAsync("sessions", "list", "--store", "postgres:Host=db;Password=hunter2")).Complaint(2);

        Assert.Contains("env:NAME or file:PATH", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sessions", "list", "--store", "Host=db;Password=hunter2")]
    [InlineData("sessions", "list", "--store", "Host=db;Password=hunter2;Url=a:b")]
    [InlineData("sessions", "list", "--store", "postgres:env:Host=db;Password=hunter2")]
    [InlineData("sessions", "list", "--store", "redis://user:hunter2@db:6379")]
    [InlineData("sessions", "list", "--store", "sqlite:Data Source=a.db;Password=hunter2")]
    [InlineData("sessions", "list", "--stor=postgres:Host=db;Password=hunter2")]
    [InlineData("sessions", "list", "redis://user:hunter2@db:6379")]
    [InlineData("sessions", "show", "one", "--stor", "redis://user:hunter2@db:6379")]
    [InlineData("sessions", "copy", "--to", "sqlite:b.db", "--from=postgres:Host=db;Password=hunter2")]
    [InlineData("sessions", "list", "--since=Host=db;Password=hunter2")]
    [InlineData("Host=db;Password=hunter2")]
    public async Task A_password_in_whatever_place_of_the_command_line_is_not_repeated(params string[] command)
    {
        Ran ran = await Fluers.RunAsync(command);

        Assert.InRange(ran.Exit, 2, 3);
        Assert.StartsWith("fluers: ", ran.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", ran.Errors + ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task A_connection_string_that_makes_no_sense_is_never_repeated(string kind)
    {
        Ran ran = await Fluers.RunWithAsync(Path.GetTempPath(), new() { ["PLACE"] = "Host=127.0.0.1;Port=1;Pass word==hunter2;abortConnect=maybe" }, "sessions", "list", "--verbose", "--store", $"{kind}:env:PLACE");

        Assert.NotEqual(0, ran.Exit);
        Assert.DoesNotContain("hunter2", ran.Errors + ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stack_trace_of_an_error_is_shown_only_when_it_is_asked_for()
    {
        using Store store = new("sqlite");
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "sessions.db"), "this is no database, but a text");

        Ran quiet = await Fluers.RunAsync("sessions", "list", "--store", store.Url);
        Ran verbose = await Fluers.RunAsync("sessions", "list", "--store", store.Url, "--verbose");

        Assert.DoesNotContain("   at ", quiet.Complaint(4), StringComparison.Ordinal);
        Assert.Contains("   at ", verbose.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_piped_has_no_colours_and_no_blanks_at_its_ends()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 2, "one");

        string output = (await Fluers.RunAsync("sessions", "list", "--store", store.Url)).Good();

        Assert.DoesNotContain('\u001b', output);
        Assert.All(output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public async Task The_environment_may_name_the_store()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 0, "one");

        Ran ran = await Fluers.RunWithAsync(Path.GetTempPath(), new() { ["FLUERS_STORE"] = store.Url }, "sessions", "list", "--schemas", store.Folder);

        Assert.Contains("one", ran.Good(), StringComparison.Ordinal);
    }
}
