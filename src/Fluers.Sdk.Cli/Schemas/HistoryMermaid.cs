using System.Text;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary>The history of a schema as a Mermaid flowchart: a box for each version, an arrow for each hop.</summary>
internal static class HistoryMermaid
{
    public static string Draw(SchemaLock schema)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (VersionBlock block in schema.Versions)
        {
            IEnumerable<string> rows = block.Shape.Root.AllMembers.Select(Row).Prepend($"{schema.Id} {block.Version}{(block.IsPublished ? "" : " (draft)")}");
            text.Append($"  v{block.Version}[\"{string.Join("<br/>", rows.Select(Escape))}\"]\n");
        }

        foreach ((VersionBlock was, VersionBlock @is) in schema.Versions.Zip(schema.Versions.Skip(1)))
        {
            int gaps = Judge.Compare(was.Shape, @is.Shape).Count(finding => finding.Rule.IsGap);
            text.Append($"  v{was.Version} -->|{(gaps == 0 ? "generated hop" : gaps == 1 ? "hop, 1 gap" : $"hop, {gaps} gaps")}| v{@is.Version}\n");
        }

        return text.ToString();
    }

    private static string Row(MemberShape member) => member.IsRetired
        ? $"{member.Key} (retired {member.Name})"
        : $"{member.Key} {member.Name}: {member.Type}{(member.IsRequired ? " required" : "")}";

    // Within quotes Mermaid takes entities only.
    private static string Escape(string text) =>
        text.Replace("&", "#amp;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal);
}
