using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Pages;

/// <summary>The page of a diagnostic, as its reader sees it.</summary>
internal sealed partial record Page(string Id, string Text)
{
    private const string Folder = "docs/diagnostics";

    public static string Index => Repository.Read($"{Folder}/README.md");

    /// <summary>The ids that have a page.</summary>
    public static IEnumerable<string> Ids { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "FLU*.md").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal)];

    public static Page Of(string id) => new(id, Repository.Read($"{Folder}/{id}.md"));

    public string[] Lines => Text.Split('\n');

    /// <summary>What it says first: how severe the diagnostic is, whether it can be suppressed, what its fix does.</summary>
    public string Status => Lines[2];

    public IEnumerable<string> Headings => Lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal));

    /// <summary>What its code is for, in the order of the page.</summary>
    public IEnumerable<string> Purposes => Block().Matches(Text).Select(block => block.Groups["purpose"].Value);

    /// <summary>The ids that it says are reported beside its own.</summary>
    public string[] Beside => [.. BesideSentence().Matches(Text).SelectMany(sentence => AnyId().Matches(sentence.Value)).Select(id => id.Value)];

    /// <summary>Whether what it shows is whole only after a build.</summary>
    public bool WritesLock => Text.Contains("The build then writes the lock.", StringComparison.Ordinal);

    public bool IsWarningThatLocksMakeAnError => Status.StartsWith("A warning where locks are written, an error where they are only compared", StringComparison.Ordinal);

    /// <summary>The project before: with the locks of what the page says was published, or with the lock that it shows.</summary>
    public LockedProject Before
    {
        get
        {
            var project = new LockedProject(Assert.Single(CodeFor("cs before")))
            {
                Usings = Consumer.ImplicitUsings,
                Library = CodeFor("cs library").Select(library => Releases.Library(library, isGenerated: false)).FirstOrDefault(),
                Completed = CodeFor("cs generated").SingleOrDefault(),
            };
            return WithLock(CodeFor("cs published").Aggregate(project, (before, published) => before.After(published)), "json lock before");
        }
    }

    /// <summary>The project after: what the page does not show again has stayed as it was.</summary>
    public LockedProject After
    {
        get
        {
            LockedProject before = Before;
            LockedProject after = CodeFor("cs after").FirstOrDefault() is { } code ? before with { Source = code, Completed = null } : before;
            return WritesLock ? after : WithLock(after, "json lock after");
        }
    }

    /// <summary>The lock that the page shows for what comes after; <see langword="null"/> where it shows none.</summary>
    public string? LockAfter => CodeFor("json lock after").FirstOrDefault();

    private LockedProject WithLock(LockedProject project, string purpose) => CodeFor(purpose).Aggregate(
        project, static (with, text) => with.WithFile($"{SchemaId().Match(text).Groups["id"].Value}.schema.json", text));

    private IEnumerable<string> CodeFor(string purpose) => Block().Matches(Text).Where(block => block.Groups["purpose"].Value == purpose).Select(block => block.Groups["code"].Value);

    [GeneratedRegex("^```(?<purpose>[^\n]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"Reported together with [^.]*\.")]
    private static partial Regex BesideSentence();

    [GeneratedRegex("(FLU|CS)[0-9]{4}")]
    private static partial Regex AnyId();

    [GeneratedRegex("\"schema\": \"(?<id>[^\"]+)\"")]
    private static partial Regex SchemaId();
}
