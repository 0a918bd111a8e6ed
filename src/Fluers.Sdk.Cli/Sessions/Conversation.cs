using System.Text;
using System.Text.Json;
using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.Decoding;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>
/// Shows a session as people read a conversation: who spoke, and what. It goes by names that agents' schemas use (<c>Role</c>, unions
/// of content), and shows what has other names member by member.
/// </summary>
internal sealed class Conversation(SchemaCatalog catalog)
{
    private const string Case = "$case";
    private const string Indent = "      ";

    public void Show(StoredSessionInfo info)
    {
        Output.Line($"[bold]{Output.Safe(info.Key.ToString())}[/]  {Output.Safe(catalog.NameOf(info.SchemaHash))} version {info.SchemaVersion}");
        Output.Line($"[dim]revision {info.Revision}, {Sizes.Count(info.EntryCount, "entry", "entries")}, created {Sizes.Time(info.CreatedAt)}, updated {Sizes.Time(info.UpdatedAt)}[/]");
    }

    /// <param name="entry">The sequence number; <see langword="null"/> for the head.</param>
    /// <param name="frame">What stands there.</param>
    public void Show(long? entry, DecodedFrame frame)
    {
        using var document = JsonDocument.Parse(frame.Json, new JsonDocumentOptions { MaxDepth = 2048 });
        JsonElement value = document.RootElement;
        if (entry is null)
        {
            ShowMembers(value, "");
            Output.Line();
        }
        else
        {
            string who = WhoOf(value) ?? catalog.NameOf(frame.Header.SchemaHash);
            Output.Line($"[dim]{entry,4}[/]  [bold]{Output.Safe(who)}[/]  [dim]{Output.Safe(catalog.NameOf(frame.Header.SchemaHash))} version {frame.Header.Version}, {Sizes.Bytes(frame.Header.FrameLength)}[/]");
            ShowContent(value);
        }

        foreach (string place in frame.Opaque)
        {
            Output.Line($"{Indent}[yellow]opaque: {Output.Safe(place)}[/]");
        }
    }

    private static string? WhoOf(JsonElement value) =>
        value.ValueKind != JsonValueKind.Object ? null
        : value.TryGetProperty("Role", out JsonElement role) ? Text(role).ToLowerInvariant()
        : value.TryGetProperty(Case, out JsonElement @case) ? Text(@case)
        : null;

    private static void ShowContent(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Lines(Indent, Text(value));
            return;
        }

        foreach (JsonProperty member in value.EnumerateObject().Where(member => member.Name is not ("Role" or Case)))
        {
            if (member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(IsCase))
            {
                foreach (JsonElement block in member.Value.EnumerateArray())
                {
                    Lines(Indent, Block(block));
                }
            }
            else if (member.Name == "Text")
            {
                Lines(Indent, Text(member.Value));
            }
            else
            {
                Lines(Indent, $"{member.Name}: {Text(member.Value)}");
            }
        }
    }

    /// <summary>A case of a union: its text alone where that says it all, else its name and what it holds.</summary>
    private static string Block(JsonElement block)
    {
        string name = Text(block.GetProperty(Case));
        JsonProperty[] members = [.. block.EnumerateObject().Where(member => member.Name != Case && member.Value.ValueKind != JsonValueKind.Null)];
        return name == "Text" && members is [var only] ? Text(only.Value) : $"{name}  {string.Join("  ", members.Select(member => $"{member.Name}={Text(member.Value)}"))}";
    }

    private static void ShowMembers(JsonElement value, string indent)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                Output.Line($"{indent}[dim]{Output.Safe(member.Name)}:[/] {Output.Safe(Text(member.Value))}");
            }
        }
    }

    private static void Lines(string indent, string text)
    {
        var lines = new StringBuilder();
        foreach (string line in text.Split('\n'))
        {
            lines.Append(lines.Length > 0 ? "\n" : "").Append(indent).Append(line.TrimEnd('\r'));
        }

        Output.Line(Output.SafeLines(lines.ToString()));
    }

    private static bool IsCase(JsonElement element) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(Case, out _);

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
