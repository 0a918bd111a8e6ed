using System.Globalization;
using System.Text.RegularExpressions;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>
/// Shapes in few words, one to a line. Indentation does not count: what follows a type belongs to it. A union
/// without a name is the schema itself.
/// <code>
/// 0 Model: string required
/// 1 Priority: Priority = 1
/// log agent-message
/// rolling
/// part Customer
///   0 Id: string required
///   1 Name: string? retired
/// union Content
///   case 0 Text
///     0 Value: string required
///   case 1 Image retired
/// enum Priority: int
///   0 Low
/// </code>
/// </summary>
internal static partial class ShapeScript
{
    public static SchemaShape Parse(string script)
    {
        var members = new List<MemberShape>();
        var types = new List<NamedShape>();
        var cases = new List<CaseShape>();
        var values = new List<EnumValueShape>();
        List<MemberShape> target = members;
        Action finish = () => { };
        NamedShape? root = null;
        string? log = null;
        bool isRolling = false;
        foreach (string line in script.Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "log":
                    log = words[1];
                    break;
                case "rolling":
                    isRolling = true;
                    break;
                case "part" or "struct":
                    finish();
                    target = [];
                    List<MemberShape> own = target;
                    finish = () => types.Add(new PartShape(words[1], words[0] == "struct", own.ToEquatableArray()));
                    break;
                case "union":
                    finish();
                    cases = [];
                    List<CaseShape> ownCases = cases;
                    finish = words.Length == 1
                        ? () => root = new UnionShape("", ownCases.ToEquatableArray())
                        : () => types.Add(new UnionShape(words[1], ownCases.ToEquatableArray()));
                    break;
                case "case":
                    target = [];
                    cases.Add(new CaseShape(Number(words[1]), words[2], default) { IsRetired = words[^1] == "retired" });
                    List<MemberShape> ofCase = target;
                    List<CaseShape> ofUnion = cases;
                    int at = cases.Count - 1;
                    Action before = finish;
                    finish = () =>
                    {
                        ofUnion[at] = ofUnion[at] with { Members = ofCase.ToEquatableArray() };
                        before();
                    };
                    break;
                case "enum":
                    finish();
                    values = [];
                    List<EnumValueShape> ownValues = values;
                    finish = () => types.Add(new EnumShape(words[1].TrimEnd(':'), words[2], ownValues.ToEquatableArray()) { IsFlags = words[^1] == "flags" });
                    break;
                default:
                    if (words[1].EndsWith(':'))
                    {
                        target.Add(Member(line));
                    }
                    else
                    {
                        values.Add(new EnumValueShape(Number(words[0]), words[1]) { IsRetired = words[^1] == "retired" });
                    }

                    break;
            }
        }

        finish();
        return new SchemaShape
        {
            Root = root ?? new PartShape("", IsValueType: false, members.ToEquatableArray()),
            Types = types.OrderBy(type => type.Name, StringComparer.Ordinal).ToEquatableArray(),
            Log = log,
            IsRolling = isRolling,
        };
    }

    private static MemberShape Member(string line)
    {
        Match found = MemberLine().Match(line);
        Assert.True(found.Success, $"'{line}' is no member");
        string mark = found.Groups["mark"].Value;
        TypeShape? type = TypeText.Parse(found.Groups["type"].Value);
        Assert.NotNull(type);
        return new MemberShape(Number(found.Groups["key"].Value), found.Groups["name"].Value, type)
        {
            IsRequired = mark == "required",
            WasRequired = mark == "once",
            IsRetired = mark == "retired",
            Default = found.Groups["default"] is { Success: true, Value: var text } ? text : null,
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<key>[0-9]+) (?<name>[^:]+): (?<type>.+?)( (?<mark>required|once|retired))?( = (?<default>.+))?$")]
    private static partial Regex MemberLine();
}
