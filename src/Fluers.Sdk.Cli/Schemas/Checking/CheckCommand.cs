using System.CommandLine;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Schemas.Checking;

/// <summary><c>fluers schema check</c>: the gate of a build server.</summary>
internal static class CheckCommand
{
    private static readonly Option<string> Against = new("--against")
    {
        Description = "The commit whose locks are deployed, as git names it, such as origin/main.", HelpName = "git ref", Required = true,
    };

    private static readonly Option<bool> Rolling = new("--rolling") { Description = "Older builds go on beside this one, of every schema: what they cannot read fails the check too. Those that state Compatibility.Rolling are held to it in any case." };

    private static readonly Option<CheckFormat> Format = new("--format")
    {
        Description = "How findings are written: for people, as JSON, as annotations of GitHub Actions, or as SARIF 2.1.0.",
        HelpName = "text|json|github|sarif",
        CustomParser = result => Enum.TryParse(result.Tokens[0].Value, ignoreCase: true, out CheckFormat format) && Enum.IsDefined(format) && !int.TryParse(result.Tokens[0].Value, out _)
            ? format
            : Unknown(result),
    };

    public static Command Create() =>
        new Command("check", "Fails with 1 where a published version was rewritten, or a change harms stored sessions or other builds.")
        {
            Against, Rolling, Format, CommonOptions.Schemas, CommonOptions.Json,
        }.Does(Run);

    private static CheckFormat Unknown(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"'{Mask.Of(result.Tokens[0].Value)}' is nothing that '--format' takes. Give text, json, github or sarif");
        return default;
    }

    private static Task<int> Run(ParseResult line, CancellationToken cancellationToken)
    {
        string reference = line.GetRequiredValue(Against);
        string[] paths = line.GetValue(CommonOptions.Schemas)!;
        var findings = new List<CheckFinding>();
        CheckedLock[] now = [.. LockFiles.PathsAt(paths).Select(CheckedLock.Read)];
        findings.AddRange(now.Where(file => file.Fault is not null).Select(file => CheckFinding.Of(file, file.Fault!)));
        int locks = 0;
        foreach (LockFile before in paths.SelectMany(path => LocksAt(reference, path)))
        {
            locks++;
            CheckedLock? heir = HeirOf(before, now);
            if (heir?.Fault is null)
            {
                findings.AddRange(new LockCheck(line.GetValue(Rolling)).Of(before.Schema, heir?.Schema).Select(fault => CheckFinding.Of(before.Path, heir, fault)));
            }
        }

        var report = new CheckReport(reference, locks, findings);
        report.Write(line.GetValue(CommonOptions.Json) ? CheckFormat.Json : line.GetValue(Format));
        return Task.FromResult(report.Errors > 0 ? ExitCode.Findings : ExitCode.Success);
    }

    /// <summary>The same file, or one that was moved elsewhere.</summary>
    private static CheckedLock? HeirOf(LockFile before, CheckedLock[] now)
    {
        CheckedLock[] same = [.. now.Where(file => file.Id == before.Schema.Id)];
        return Array.Find(same, file => Surroundings.Current.Full(file.Path) == Surroundings.Current.Full(before.Path)) ?? same.FirstOrDefault();
    }

    private static IEnumerable<LockFile> LocksAt(string reference, string path)
    {
        string full = Surroundings.Current.Full(path);
        bool isFile = File.Exists(full);
        string folder = isFile ? Path.GetDirectoryName(full)! : full;
        var git = new Git(folder);
        return git.FilesAt(reference)
            .Where(file => file.EndsWith(SchemaLock.FileSuffix, StringComparison.Ordinal) && (!isFile || file == Path.GetFileName(full)))
            .Select(file => new LockFile(Path.Combine(folder, file), LockFiles.Read($"{reference}:{file}", git.TextAt(reference, file))));
    }
}
