using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>Makes up values for the gaps of a hop, as its author would: some value of each type that a version can have.</summary>
/// <param name="next">The version that the hop ends in.</param>
internal sealed class GapValues(Snapshot next)
{
    private const string Generic = "global::System.Collections.Generic.";

    /// <summary>The hop with all its gaps given.</summary>
    public static string UpOf(HopModel hop, Snapshot next)
    {
        var values = new GapValues(next);
        return $"public static partial V{next.Version}.Root Up(V{hop.From}.Root s) => s.ToV{next.Version}({string.Join(", ", hop.Gaps.Select(gap => $"{gap.Name}: {values.Of(gap.Type)}"))});";
    }

    private string Of(string type)
    {
        if (type.EndsWith('?'))
        {
            return "null";
        }

        if (type.EndsWith(",]", StringComparison.Ordinal))
        {
            return $"new {type[..type.LastIndexOf('[')]}[0, 0]";
        }

        if (type.IndexOf('<', StringComparison.Ordinal) is var open and > 0)
        {
            string[] arguments = [.. Arguments(type[(open + 1)..^1])];
            return type[..open] switch
            {
                "global::System.Func" => $"_ => {Of(arguments[1])}",
                Generic + "IReadOnlyList" => $"global::System.Array.Empty<{arguments[0]}>()",
                Generic + "IReadOnlySet" => $"new {Generic}HashSet<{arguments[0]}>()",
                Generic + "IReadOnlyDictionary" => $"new {Generic}Dictionary<{arguments[0]}, {arguments[1]}>()",
                _ => $"new {type}({string.Join(", ", arguments.Select(Of))})",
            };
        }

        return type switch
        {
            "string" => "\"gap\"",
            "byte[]" => "new byte[] { 7 }",
            _ => next.Shape.Types.FirstOrDefault(named => next.Names.FullName(named.Name) == type) switch
            {
                PartShape part when SnapshotModels.HoldsNothingElse(part) => $"new {type}()",
                PartShape part => $"new {type}({string.Join(", ", part.Members.Where(member => !member.IsRetired).Select(member => Of(next.ValueOf(SnapshotDefaults.TypeOf(member)).Type)))})",
                EnumShape numbers => $"({type})({numbers.Values.First(value => !value.IsRetired).Number})",
                UnionShape => $"new {type}.Unknown(78, new byte[] {{ 0xc0 }})",
                _ => $"default({type})",
            },
        };
    }

    private static IEnumerable<string> Arguments(string list)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.Length; i++)
        {
            depth += list[i] is '<' or '[' ? 1 : list[i] is '>' or ']' ? -1 : 0;
            if (depth == 0 && list[i] == ',')
            {
                yield return list[start..i].Trim();
                start = i + 1;
            }
        }

        yield return list[start..].Trim();
    }
}
