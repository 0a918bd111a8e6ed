using System.CommandLine;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Locks;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary><c>fluers schema check</c>: the gate of a build server.</summary>
internal static class CheckCommand
{
    private static readonly Option<string> Against = new("--against")
    {
        Description = "The commit whose locks are deployed, as git names it, such as origin/main.", HelpName = "git ref", Required = true,
    };

    private static readonly Option<bool> Rolling = new("--rolling") { Description = "Older builds go on beside this one, of every schema: what they cannot read fails the check too. Those that state Compatibility.Rolling are held to it in any case." };

    public static Command Create() =>
        new Command("check", "Fails with 1 where a published version was rewritten, or a change harms stored sessions or other builds.")
        {
            Against, Rolling, CommonOptions.Schemas, CommonOptions.Json,
        }.Does(Run);

    private static Task<int> Run(ParseResult line, CancellationToken cancellationToken)
    {
        string reference = line.GetRequiredValue(Against);
        string[] paths = line.GetValue(CommonOptions.Schemas)!;
        IReadOnlyList<LockFile> now = LockFiles.At(paths);
        int locks = 0;
        var faults = new List<LockFault>();
        foreach (LockFile before in paths.SelectMany(path => LocksAt(reference, path)))
        {
            locks++;
            faults.AddRange(new LockCheck(line.GetValue(Rolling)).Of(before.Schema, HeirOf(before, now)?.Schema));
        }

        if (line.GetValue(CommonOptions.Json))
        {
            Write(locks, faults);
        }
        else
        {
            Show(reference, locks, faults);
        }

        return Task.FromResult(faults.Exists(fault => fault.IsError) ? ExitCode.Findings : ExitCode.Success);
    }

    /// <summary>The same file, or one that was moved elsewhere.</summary>
    private static LockFile? HeirOf(LockFile before, IReadOnlyList<LockFile> now)
    {
        LockFile[] same = [.. now.Where(file => file.Schema.Id == before.Schema.Id)];
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

    private static void Show(string reference, int locks, List<LockFault> faults)
    {
        if (faults.Count > 0)
        {
            Table table = Output.Table("schema", ">version", "is", "because");
            foreach (LockFault fault in faults)
            {
                table.AddRow(
                    Output.Safe(fault.Schema), $"{fault.Version}", fault.IsError ? $"[red]error {fault.Id}[/]" : $"[yellow]warning {fault.Id}[/]", Output.Safe(fault.Text));
            }

            Output.Write(table);
        }

        int errors = faults.Count(fault => fault.IsError);
        string held = Output.Safe($"{Sizes.Count(locks, "lock")} held against {reference}");
        Output.Line(errors == 0 ? $"[green]{held}: nothing that is stored is harmed.[/]" : $"[red]{held}: {Sizes.Count(errors, "error")}.[/]");
    }

    private static void Write(int locks, List<LockFault> faults) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("locks", locks);
        json.WriteStartArray("findings");
        foreach (LockFault fault in faults)
        {
            json.WriteStartObject();
            json.WriteString("schema", fault.Schema);
            json.WriteNumber("version", fault.Version);
            json.WriteString("id", fault.Id);
            json.WriteString("severity", fault.IsError ? "error" : "warning");
            json.WriteString("because", fault.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
