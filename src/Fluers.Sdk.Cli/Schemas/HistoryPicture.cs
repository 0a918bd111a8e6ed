using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Judging;
using Fluers.Sdk.Generators.Locks;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Cli.Schemas;

/// <summary>
/// The history of a schema as a picture: a column for each version, a row for each key, so that a member stands at one height as long
/// as it lives, and a line says that its values go over.
/// </summary>
internal static class HistoryPicture
{
    private const double Row = 20;
    private const double Top = 58;
    private const double Gap = 90;

    public static string Draw(SchemaLock schema)
    {
        var picture = new Svg();
        (decimal Tag, int Key)[] keys = [.. schema.Versions.SelectMany(block => Rows(block).Keys).Distinct().Order()];
        picture.Text(12, 20, schema.Id, "title");
        double x = 12;
        double? before = null;
        for (int i = 0; i < schema.Versions.Count; i++)
        {
            VersionBlock block = schema.Versions[i];
            VersionBlock? previous = i == 0 ? null : schema.Versions[i - 1];
            double width = Rows(block).Values.Select(member => Svg.WidthOf(TextOf(member))).Append(110).Max() + 16;
            if (before is { } end)
            {
                DrawHop(picture, previous!, block, end, x, keys);
            }

            DrawVersion(picture, block, previous, x, width, keys);
            before = x + width;
            x += width + Gap;
        }

        return picture.ToString();
    }

    private static void DrawVersion(Svg picture, VersionBlock block, VersionBlock? previous, double x, double width, (decimal, int)[] keys)
    {
        Dictionary<(decimal, int), MemberShape> rows = Rows(block);
        Dictionary<(decimal, int), MemberShape>? older = previous is null ? null : Rows(previous);
        picture.Text(x, Top - 12, $"version {block.Version}{(block.IsPublished ? "" : " (draft)")}", "title");
        picture.Box(x, Top, width, (keys.Length * Row) + 8, "box");
        for (int i = 0; i < keys.Length; i++)
        {
            if (rows.TryGetValue(keys[i], out MemberShape? member))
            {
                string style = member.IsRetired ? "gone" : older is not null && !older.ContainsKey(keys[i]) ? "new" : "text";
                picture.Text(x + 8, Height(i) + 4, TextOf(member), style);
            }
        }
    }

    private static void DrawHop(Svg picture, VersionBlock was, VersionBlock @is, double from, double to, (decimal, int)[] keys)
    {
        int gaps = Judge.Compare(was.Shape, @is.Shape).Count(finding => finding.Rule.IsGap);
        picture.Text(from + 8, Top - 12, gaps == 0 ? "generated" : gaps == 1 ? "1 gap" : $"{gaps} gaps", "dim");
        for (int i = 0; i < keys.Length; i++)
        {
            if (IsAlive(was, keys[i]) && IsAlive(@is, keys[i]))
            {
                picture.Line(from, Height(i), to, Height(i));
            }
        }
    }

    private static double Height(int row) => Top + 14 + (row * Row);

    private static bool IsAlive(VersionBlock block, (decimal, int) key) => Rows(block).TryGetValue(key, out MemberShape? member) && !member.IsRetired;

    /// <summary>The members by key; those of a union's cases by tag and key.</summary>
    private static Dictionary<(decimal, int), MemberShape> Rows(VersionBlock block) => block.Shape.Root is UnionShape union
        ? union.Cases.SelectMany(@case => @case.Members.Select(member => ((decimal)@case.Tag, member))).ToDictionary(row => (row.Item1, row.member.Key), row => row.member)
        : block.Shape.Root.AllMembers.ToDictionary(member => (0m, member.Key), member => member);

    private static string TextOf(MemberShape member) => $"{member.Key} {member.Name}: {member.Type}";
}
