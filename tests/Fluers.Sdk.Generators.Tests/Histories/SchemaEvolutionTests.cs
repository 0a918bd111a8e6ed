using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Histories;

/// <summary>The tour of the sample: each edit is answered by the compiler as its README says, and each step reads what all before it stored.</summary>
public sealed class SchemaEvolutionTests
{
    private const string Sample = "samples/SchemaEvolution";

    private static readonly string[] Steps =
        [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, Sample, "Steps")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Each_edit_gets_the_answer_that_the_tour_shows()
    {
        string readme = Repository.Read($"{Sample}/README.md");
        var releases = Releases.Of();
        var differences = new List<string>();
        foreach (string step in Steps)
        {
            if (File.Exists(Path.Combine(Repository.Root, Sample, "Steps", step, "Edit.cs")))
            {
                differences.AddRange(await DifferencesAsync(releases, step, "Edit.cs", readme));
            }

            differences.AddRange(await DifferencesAsync(releases, step, "Ticket.cs", readme));
            releases.Add(Source(step, "Ticket.cs"));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(Repository.Read($"{Sample}/schemas/ticket.schema.json"), releases.Locks["ticket.schema.json"]);
    }

    [Fact]
    public void Every_step_reads_what_all_before_it_stored_and_the_frames_are_kept()
    {
        var releases = Releases.Of([.. Steps.Select(step => Source(step, "Ticket.cs"))]);
        string folder = Path.Combine(Repository.Root, Sample, "schemas", "golden");
        for (int now = 1; now < Steps.Length; now++)
        {
            string path = Path.Combine(folder, $"ticket.v{now}.bin");
            if (!File.Exists(path) && Environment.GetEnvironmentVariable("FLUERS_GOLDEN") is not null)
            {
                File.WriteAllBytes(path, releases[now].Frame("Stored"));
            }

            Assert.Equal(Convert.ToHexString(File.ReadAllBytes(path)), Convert.ToHexString(releases[now].Frame("Stored")));
            for (int then = 0; then <= now; then++)
            {
                Assert.StartsWith("Ticket { Title = The printer smokes, ", releases[now].Read("Ticket", releases[then].Frame("Stored")), StringComparison.Ordinal);
            }
        }

        Assert.Equal(
            "Ticket { Title = The printer smokes, Owner = Person { Name = Ada, Mail =  }, Steps = [Call { Number = 555-1, Minutes = 12 }, Note { Text = A fax went to 555-2. }], Labels = [], Priority = High }",
            releases.Last.Read("Ticket", releases[0].Frame("Stored")));
    }

    /// <summary>Where what the analyzers say of a file is not what the tour shows of it.</summary>
    private static async Task<IEnumerable<string>> DifferencesAsync(Releases releases, string step, string file, string readme)
    {
        string[] said = [.. (await releases.ReportsOf(Source(step, file))).Select(report => report[..report.IndexOf(' ', report.IndexOf("FLU", StringComparison.Ordinal))] + report[report.IndexOf(": ", StringComparison.Ordinal)..])];
        string heading = $"`Steps/{step}/{file}`";
        string rest = readme[(readme.IndexOf(heading, StringComparison.Ordinal) + heading.Length)..];
        string until = rest[..(rest.IndexOf("`Steps/", StringComparison.Ordinal) is var end and >= 0 ? end : rest.Length)];
        string[] shown = [.. until.Split('\n').Where(line => line.StartsWith("error FLU", StringComparison.Ordinal) || line.StartsWith("warning FLU", StringComparison.Ordinal))];
        return !readme.Contains(heading, StringComparison.Ordinal) || !said.SequenceEqual(shown)
            ? [$"{heading}: the compiler says", .. said, "and the tour shows", .. shown]
            : [];
    }

    private static string Source(string step, string file) =>
        Repository.Read($"{Sample}/Steps/{step}/{file}").Replace("using Fluers.Sdk;\nusing MessagePack;\n", "", StringComparison.Ordinal);
}
