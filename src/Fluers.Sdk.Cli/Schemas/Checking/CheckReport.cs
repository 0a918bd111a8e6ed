using Fluers.Sdk.Cli.Screen;
using Spectre.Console;

namespace Fluers.Sdk.Cli.Schemas.Checking;

/// <summary>Writes what a check has found.</summary>
/// <param name="reference">The commit that locks were held against.</param>
/// <param name="locks">How many there were.</param>
/// <param name="findings">What was found.</param>
internal sealed class CheckReport(string reference, int locks, IReadOnlyList<CheckFinding> findings)
{
    public int Errors { get; } = findings.Count(finding => finding.Fault.IsError);

    public void Write(CheckFormat format)
    {
        switch (format)
        {
            case CheckFormat.Json:
                WriteJson();
                break;
            case CheckFormat.GitHub:
                Output.Raw(string.Concat(findings.Select(GitHubAnnotation.Of)));
                Summarize();
                break;
            case CheckFormat.Sarif:
                SarifLog.Write(findings);
                break;
            default:
                WriteTable();
                Summarize();
                break;
        }
    }

    private void WriteTable()
    {
        if (findings.Count == 0)
        {
            return;
        }

        Table table = Output.Table("schema", ">version", "is", "because");
        foreach (LockFault fault in findings.Select(finding => finding.Fault))
        {
            table.AddRow(
                Output.Safe(fault.Schema), $"{fault.Version}", fault.IsError ? $"[red]error {fault.Id}[/]" : $"[yellow]warning {fault.Id}[/]", Output.Safe(fault.Text));
        }

        Output.Write(table);
    }

    private void Summarize()
    {
        string held = Output.Safe($"{Sizes.Count(locks, "lock")} held against {reference}");
        Output.Line(Errors == 0 ? $"[green]{held}: nothing that is stored is harmed.[/]" : $"[red]{held}: {Sizes.Count(Errors, "error")}.[/]");
    }

    private void WriteJson() => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("locks", locks);
        json.WriteStartArray("findings");
        foreach (CheckFinding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("schema", finding.Fault.Schema);
            json.WriteNumber("version", finding.Fault.Version);
            json.WriteString("id", finding.Fault.Id);
            json.WriteString("severity", finding.Fault.IsError ? "error" : "warning");
            json.WriteString("because", finding.Fault.Text);
            json.WriteString("lock", finding.Path);
            json.WriteNumber("line", finding.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
