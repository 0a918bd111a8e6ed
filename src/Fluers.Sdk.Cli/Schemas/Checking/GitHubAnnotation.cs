using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.Schemas.Checking;

/// <summary>A command of GitHub Actions that shows a finding at its line.</summary>
internal static class GitHubAnnotation
{
    public static string Of(CheckFinding finding)
    {
        LockFault fault = finding.Fault;
        string title = fault.Version == 0 ? fault.Schema : $"{fault.Schema} version {fault.Version}";
        return $"::{(fault.IsError ? "error" : "warning")} file={Property(RepositoryPath.Of(finding.Path))},line={finding.Line},title={Property($"{fault.Id} {title}")}::{Text(fault.Text)}\n";
    }

    private static string Text(string text) => Visible.Line(text).Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Text(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
