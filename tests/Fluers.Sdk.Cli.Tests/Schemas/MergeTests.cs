using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Tests.Schemas;

/// <summary>Two branches change a lock, and git merges them: without the tool, and with it as the merge driver.</summary>
public sealed class MergeTests : IDisposable
{
    private const string LockName = "note.schema.json";
    private const string Name = "0 Name string";

    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-merge-").FullName;

    private string LockPath => Path.Combine(_folder, LockName);

    [Fact]
    public void What_a_text_merge_makes_of_a_published_version_and_a_changed_draft_is_found()
    {
        int exit = Merge(withDriver: false, Lock(Draft(1, Name, "1 Card string", "2 Old int")), Lock(Published(1, Name, "1 Card string", "2 Old int")), Lock(Draft(1, Name, "1 Card string", "2 New long")));

        Assert.Equal(0, exit);
        LockException found = Assert.Throws<LockException>(() => LockReader.Read(File.ReadAllText(LockPath)));
        Assert.Equal("FLU1422", found.Id);
    }

    [Fact]
    public void What_both_branches_publish_differently_conflicts_without_the_tool_too() =>
        Assert.Equal(1, Merge(withDriver: false, Lock(Draft(1, Name, "1 A int", "2 B int", "3 C int")), Lock(Published(1, Name, "1 X int", "2 B int", "3 C int")), Lock(Published(1, Name, "1 A int", "2 B int", "3 Y int"))));

    public static TheoryData<string, string?, string, string, string> Joined => new()
    {
        {
            "what is published stays, whatever became of the draft",
            Lock(Draft(1, Name, "1 Card string")), Lock(Published(1, Name, "1 Card string")), Lock(Draft(1, Name, "2 Card string")),
            Lock(Published(1, Name, "1 Card string"))
        },
        {
            "the other way round",
            Lock(Draft(1, Name, "1 Card string")), Lock(Draft(1, Name)), Lock(Published(1, Name, "1 Card string")),
            Lock(Published(1, Name, "1 Card string"))
        },
        {
            "a draft that both changed is written by the next build",
            Lock(Draft(1, Name)), Lock(Draft(1, Name, "1 A int")), Lock(Draft(1, Name, "1 B long")),
            Lock(Draft(1, Name, "1 A int"))
        },
        {
            "a draft that both created",
            null, Lock(Draft(1, Name)), Lock(Draft(1, Name, "1 B long")),
            Lock(Draft(1, Name))
        },
        {
            "a published version grows by what each branch added",
            Lock(Published(1, Name)), Lock(Published(1, Name, "1 A int")), Lock(Published(1, Name, "2 B long?")),
            Lock(Published(1, Name, "1 A int", "2 B long?"))
        },
        {
            "one branch raised, the other only grew",
            Lock(Published(1, Name, "1 A int")), Lock(Published(1, Name, "1 A int"), Draft(2, Name, "1 A long")), Lock(Published(1, Name, "1 A int", "2 B long?")),
            Lock(Published(1, Name, "1 A int", "2 B long?"), Draft(2, Name, "1 A long", "2 B long? retired"))
        },
        {
            "one branch raised from the draft that the other left alone",
            Lock(Draft(1, Name)), Lock(Published(1, Name), Draft(2, Name, "1 A int")), Lock(Draft(1, Name)),
            Lock(Published(1, Name), Draft(2, Name, "1 A int"))
        },
        {
            "both raised, and one has published",
            Lock(Published(1, Name)), Lock(Published(1, Name), Draft(2, Name, "1 A int")), Lock(Published(1, Name), Published(2, Name, "1 B int")),
            Lock(Published(1, Name), Published(2, Name, "1 B int"))
        },
    };

    [Theory]
    [MemberData(nameof(Joined))]
    public void What_has_one_right_answer_is_joined(string what, string? before, string ours, string theirs, string expected)
    {
        Assert.NotEmpty(what);
        Assert.Equal(0, Merge(withDriver: true, before, ours, theirs));
        Assert.Equal(expected, File.ReadAllText(LockPath));
    }

    public static TheoryData<string, string, string, string> Torn => new()
    {
        {
            "both gave one key to something of their own",
            Lock(Published(1, Name)), Lock(Published(1, Name, "1 A int")), Lock(Published(1, Name, "1 B long?"))
        },
        {
            "both gave one name to keys of their own",
            Lock(Published(1, Name)), Lock(Published(1, Name, "1 A int")), Lock(Published(1, Name, "2 A int"))
        },
        {
            "each published a version of its own",
            Lock(Draft(1, Name)), Lock(Published(1, Name, "1 A int")), Lock(Published(1, Name, "2 A int"))
        },
        {
            "one raised with a key that the other gave away in the version before",
            Lock(Published(1, Name)), Lock(Published(1, Name), Draft(2, Name, "3 A int")), Lock(Published(1, Name, "3 B string?"))
        },
        {
            "one published the next version, and the other changed the one before",
            Lock(Published(1, Name)), Lock(Published(1, Name), Published(2, Name, "1 A int")), Lock(Published(1, Name, "2 B int"))
        },
        {
            "one made a draft of what was published",
            Lock(Published(1, Name)), Lock(Draft(1, Name)), Lock(Published(1, Name, "1 A int"))
        },
        {
            "one side cannot be read",
            Lock(Draft(1, Name)), Lock(Draft(1, Name, "1 A int")), "{ \"schema\": \"note\" }\n"
        },
    };

    [Theory]
    [MemberData(nameof(Torn))]
    public void What_somebody_has_to_decide_keeps_the_markers_of_a_conflict(string what, string before, string ours, string theirs)
    {
        Assert.NotEmpty(what);
        Assert.Equal(1, Merge(withDriver: true, before, ours, theirs));

        string text = File.ReadAllText(LockPath);
        Assert.Contains("conflict markers", Assert.Throws<LockException>(() => LockReader.Read(text)).Message, StringComparison.Ordinal);
        (string one, string other) = SidesOf(text);
        Assert.Equal((ours, theirs), (one, other));
        Assert.Equal("UU note.schema.json", Git.Read(_folder, "status", "--short", "--untracked-files=no").Trim());
    }

    [Fact]
    public async Task What_was_decided_is_said()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "O"), Lock(Draft(1, Name)));
        await File.WriteAllTextAsync(Path.Combine(_folder, "A"), Lock(Published(1, Name)));
        await File.WriteAllTextAsync(Path.Combine(_folder, "B"), Lock(Draft(1, Name, "1 A int")));

        Ran ran = await Fluers.RunInAsync(_folder, "schema", "merge", "O", "A", "B", "schemas/note.schema.json");

        Assert.Equal("schemas/note.schema.json: version 1 stays as one branch published it; the next build compares the merged code with it\n", ran.Good());
        Assert.Contains("git calls this command with its %O %A %B", (await Fluers.RunInAsync(_folder, "schema", "merge", "O", "A", "nowhere")).Complaint(3), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Commits the lock of each branch and merges them.</summary>
    /// <returns>What git ends with.</returns>
    private int Merge(bool withDriver, string? before, string ours, string theirs)
    {
        Git.Run(_folder, "init", "--quiet", "--initial-branch", "ours");
        Commit(".gitattributes", "*.schema.json merge=fluers\n");
        if (withDriver)
        {
            Git.Run(_folder, "config", "merge.fluers.driver", $"dotnet exec '{Fluers.Assembly}' schema merge %O %A %B %P");
        }

        if (before is not null)
        {
            Commit(LockName, before);
        }

        Git.Run(_folder, "branch", "theirs");
        Commit(LockName, ours);
        Git.Run(_folder, "checkout", "--quiet", "theirs");
        Commit(LockName, theirs);
        Git.Run(_folder, "checkout", "--quiet", "ours");
        return Git.Try(_folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "merge", "--quiet", "--no-edit", "theirs");
    }

    private void Commit(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return;
        }

        File.WriteAllText(path, text);
        Git.Commit(_folder, file);
    }

    private static (string Ours, string Theirs) SidesOf(string text)
    {
        int start = text.IndexOf("<<<<<<< ours\n", StringComparison.Ordinal), middle = text.IndexOf("=======\n", StringComparison.Ordinal), end = text.IndexOf(">>>>>>> theirs\n", StringComparison.Ordinal);
        string head = text[..start], tail = text[(end + ">>>>>>> theirs\n".Length)..];
        return (head + text[(start + "<<<<<<< ours\n".Length)..middle] + tail, head + text[(middle + "=======\n".Length)..end] + tail);
    }

    private static string Lock(params string[] versions) =>
        LockWriter.Write(LockReader.Read($$"""{ "schema": "note", "versions": [ {{string.Join(", ", versions)}} ] }"""));

    private static string Draft(int version, params string[] members) => Block(version, "draft", members);

    private static string Published(int version, params string[] members) => Block(version, "published", members);

    private static string Block(int version, string status, string[] members) =>
        $$"""{ "version": {{version}}, "status": "{{status}}", "members": [ {{string.Join(", ", members.Select(Member))}} ] }""";

    private static string Member(string text)
    {
        string[] words = text.Split(' ');
        string required = words[1] == "Name" ? ", \"required\": true" : words is [_, _, _, "retired"] ? ", \"retired\": true" : "";
        return $$"""{ "key": {{words[0]}}, "name": "{{words[1]}}", "type": "{{words[2]}}"{{required}} }""";
    }
}
