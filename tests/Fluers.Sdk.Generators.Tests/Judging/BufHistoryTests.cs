using System.Text.Json;
using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Judging;

/// <summary>The changes of fields and enum values with which buf tests its breaking-change rules.</summary>
public sealed partial class BufHistoryTests
{
    /// <summary>Rules that speak of what a shape has. Those of files, services, options, JSON names and code generators do not.</summary>
    private static readonly string[] Rules =
    [
        "FIELD_SAME_TYPE", "FIELD_WIRE_COMPATIBLE_TYPE", "FIELD_SAME_CARDINALITY", "FIELD_WIRE_COMPATIBLE_CARDINALITY", "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY",
        "FIELD_SAME_DEFAULT", "FIELD_SAME_NAME", "MESSAGE_SAME_REQUIRED_FIELDS", "ENUM_VALUE_SAME_NAME",
    ];

    [Fact]
    public void The_judge_agrees_with_buf_or_the_guide_says_why_not()
    {
        string path = Path.Combine(Repository.Root, "..", "shared", "data", "schema-history", "buf", "pairs.json");
        Assert.SkipUnless(File.Exists(path), "the recorded schemas are not here");
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(path));
        int judged = 0;
        var reasons = new HashSet<string>();
        foreach (JsonElement file in recorded.RootElement.GetProperty("pairs").EnumerateArray().SelectMany(pair => pair.GetProperty("files").EnumerateArray()))
        {
            string[] changes = [.. file.GetProperty("changes").EnumerateArray().Select(change => change.GetString()!)];
            foreach (JsonElement expected in file.GetProperty("expected").EnumerateArray().Where(expected => Rules.Contains(expected.GetProperty("rule").GetString())))
            {
                if (expected.GetProperty("element").GetString() is not { } element || Pair(element, changes) is not var (old, now))
                {
                    continue;
                }

                judged++;
                if (Judge.Compare(old, now).Count == 0)
                {
                    string? reason = old.Root.AllMembers.SelectMany(member => member.Type.NamedTypes).Any() ? "names of types have no meaning" : null;
                    reasons.Add(reason ?? $"nobody knows why: {expected.GetRawText()} of {string.Join("; ", changes.Where(change => change.StartsWith(element + " ", StringComparison.Ordinal)))}");
                }
            }
        }

        Assert.True(judged >= 100, $"only {judged} changes have shapes");
        string reasonOnly = Assert.Single(reasons);
        Assert.Contains($"- {reasonOnly}", Repository.Read("docs/guide/evolving-a-schema.md"), StringComparison.Ordinal);
    }

    /// <summary>The shapes before and after what happened to one field or value; <see langword="null"/> where that is nothing a shape has.</summary>
    private static (SchemaShape Old, SchemaShape Now)? Pair(string element, string[] changes)
    {
        System.Text.RegularExpressions.Match field = Field().Match(element);
        string[] own = [.. changes.Where(change => change.StartsWith(element + " ", StringComparison.Ordinal)).Select(change => change[(element.Length + 1)..])];
        if (element.StartsWith("enum_value ", StringComparison.Ordinal))
        {
            return (Numbers("before"), Numbers("after"));   // a number that goes by another name
        }

        if (!field.Success || own.Length == 0)
        {
            return null;
        }

        int key = int.Parse(field.Groups["key"].Value, System.Globalization.CultureInfo.InvariantCulture);
        MemberShape? old = Member(key, own, isOld: true);
        MemberShape? now = Member(key, own, isOld: false);
        return (old is null && now is null) || !Attributes().IsMatch(string.Join('\n', own)) ? null : (Shape(old), Shape(now));
    }

    private static MemberShape? Member(int key, string[] changes, bool isOld)
    {
        if (Array.Find(changes, change => change.StartsWith('{')) is { } whole)
        {
            if (whole.EndsWith(isOld ? "ADDED" : "REMOVED", StringComparison.Ordinal))
            {
                return null;
            }

            JsonElement described = JsonDocument.Parse(whole[..(whole.LastIndexOf('}') + 1)]).RootElement;
            return Member(key, described.GetProperty("name").GetString()!, described.GetProperty("type").GetString()!, described.GetProperty("label").GetString()!, described.GetProperty("opts").GetString()!);
        }

        return Member(key, Of("name", "same"), Of("type", "int32"), Of("label", ""), Of("opts", ""));

        string Of(string attribute, string otherwise)
        {
            string[]? sides = Array.Find(changes, change => change.StartsWith(attribute + ": ", StringComparison.Ordinal))?[(attribute.Length + 2)..].Split(" -> ");
            string? side = sides?[isOld ? 0 : 1];
            return side is null ? otherwise : side == "-" ? "" : side;
        }
    }

    private static MemberShape Member(int key, string name, string type, string label, string options)
    {
        TypeShape shape = label == "repeated" ? TypeShape.Of(TypeForm.List, Type(type)) : Type(type);
        string? value = Default().Match(options) is { Success: true } found ? found.Groups["value"].Value : null;
        return new MemberShape(key, name, label == "optional" && value is null ? shape with { IsNullable = true } : shape)
        {
            IsRequired = label == "required",
            Default = value is "false" or "0" ? null : value,
        };
    }

    private static TypeShape Type(string type) => Map().Match(type) is { Success: true } map
        ? TypeShape.Of(TypeForm.Map, Type(map.Groups["key"].Value), Type(map.Groups["value"].Value))
        : type switch
        {
            "int32" or "sint32" or "sfixed32" => TypeShape.Scalar("int"),
            "int64" or "sint64" or "sfixed64" => TypeShape.Scalar("long"),
            "uint32" or "fixed32" => TypeShape.Scalar("uint"),
            "uint64" or "fixed64" => TypeShape.Scalar("ulong"),
            "float" or "double" or "bool" or "string" or "bytes" => TypeShape.Scalar(type),
            _ => TypeShape.Named(type),
        };

    /// <summary>A shape with one member. What buf's files call by another name has the same members there.</summary>
    private static SchemaShape Shape(MemberShape? member) => new()
    {
        Root = new PartShape("", IsValueType: false, member is null ? [] : [member]),
        Types = [.. (member?.Type.NamedTypes ?? []).Select(type => new PartShape(type.Name, IsValueType: false, [new MemberShape(1, "one", TypeShape.Scalar("int"))]))],
    };

    private static SchemaShape Numbers(string name) => new()
    {
        Root = new PartShape("", IsValueType: false, [new MemberShape(1, "kind", TypeShape.Named("Kind"))]),
        Types = [new EnumShape("Kind", "int", [new EnumValueShape(0, "unspecified"), new EnumValueShape(2, name)])],
    };

    [GeneratedRegex("^field [A-Za-z0-9_.]+#(?<key>[0-9]+)$")]
    private static partial Regex Field();

    [GeneratedRegex("^(label|type|name): |^opts: .*default|^\\{", RegexOptions.Multiline)]
    private static partial Regex Attributes();

    [GeneratedRegex("default = (?<value>\"[^\"]*\"|[^ ,\\]]+)")]
    private static partial Regex Default();

    [GeneratedRegex("^map<(?<key>[^,]+),(?<value>.+)>$")]
    private static partial Regex Map();
}
