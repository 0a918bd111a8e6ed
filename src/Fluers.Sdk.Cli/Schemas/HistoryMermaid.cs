using System.Globalization;
using System.Text;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary>The history of a schema as a Mermaid flowchart: a box for each version, an arrow for each hop.</summary>
internal static class HistoryMermaid
{
    private const string Plain = " _-.,:()?[]";

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

    /// <summary>
    /// Text within quotes. Letters, digits and what types are written with stand for themselves; of all else Mermaid makes something, be it an
    /// end of the quotes, Markdown, a directive or an entity, and gets its number.
    /// </summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (Rune rune in Visible.Line(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (rune.IsAscii && Plain.Contains((char)rune.Value)))
            {
                escaped.Append(rune);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            }
        }

        return escaped.ToString();
    }
}
