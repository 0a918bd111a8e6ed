using System.Text;
using Fluers.Sdk.Generators.Model;

namespace Fluers.Sdk.Generators.Shapes;

/// <summary>Types as text, such as <c>map&lt;string, list&lt;CustomerRef?&gt;&gt;</c>: each type has one text, and each text one type.</summary>
internal static class TypeText
{
    /// <summary>How deep types may be nested. Code that has more is not written by people, and what walks types goes as deep.</summary>
    public const int MaxDepth = 64;

    /// <summary>The longest text of a type, in characters.</summary>
    public const int MaxLength = 16_384;

    private const string FormatterWord = "format";
    private const char ParameterSign = '$';

    private static readonly (string Word, TypeForm Form, int Rank)[] Words =
    [
        ("list", TypeForm.List, 0), ("set", TypeForm.Set, 0), ("map", TypeForm.Map, 0), ("tuple", TypeForm.Tuple, 0),
        ("grid2", TypeForm.Grid, 2), ("grid3", TypeForm.Grid, 3), ("grid4", TypeForm.Grid, 4),
    ];

    public static string Of(TypeShape type)
    {
        var text = new StringBuilder();
        Append(text, type);
        return text.ToString();
    }

    /// <summary>The type of a text; <see langword="null"/> where it is none.</summary>
    public static TypeShape? Parse(string text)
    {
        int at = 0;
        return text.Length <= MaxLength && DepthOf(text) <= MaxDepth && Read(text, ref at) is { } type && at == text.Length ? type : null;
    }

    /// <summary>How deep the brackets of a text are nested, counted without going down into them.</summary>
    public static int DepthOf(string text)
    {
        int depth = 0;
        int deepest = 0;
        foreach (char c in text)
        {
            depth += c switch { '<' or '(' => 1, '>' or ')' => -1, _ => 0 };
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static void Append(StringBuilder text, TypeShape type)
    {
        switch (type.Form)
        {
            case TypeForm.Scalar:
                text.Append(type.Name);
                break;
            case TypeForm.Named:
                text.Append(IsReserved(type.Name) ? "@" : "").Append(type.Name);   // a type of the user's may be called list
                AppendArguments(text, type);
                break;
            case TypeForm.Parameter:
                text.Append(ParameterSign).Append(type.Name);
                break;
            case TypeForm.Formatter:
                text.Append(FormatterWord).Append('<').Append(type.Name).Append('>');
                break;
            default:
                text.Append(Words.First(word => word.Form == type.Form && word.Rank == type.Rank).Word);
                AppendArguments(text, type);
                break;
        }

        text.Append(type.IsNullable ? "?" : "");
    }

    private static void AppendArguments(StringBuilder text, TypeShape type)
    {
        for (int i = 0; i < type.Arguments.Count; i++)
        {
            text.Append(i == 0 ? "<" : ", ");
            Append(text, type.Arguments[i]);
        }

        text.Append(type.Arguments.Count > 0 ? ">" : "");
    }

    private static TypeShape? Read(string text, ref int at)
    {
        string name = ReadName(text, ref at);
        TypeShape? type = name.StartsWith("@", StringComparison.Ordinal) ? ReadNamed(text, ref at, name.Substring(1))
            : name.Length > 1 && name[0] == ParameterSign ? new TypeShape(TypeForm.Parameter, name.Substring(1), default)
            : Scalars.Has(name) ? TypeShape.Scalar(name)
            : name == FormatterWord ? ReadFormatter(text, ref at)
            : IsReserved(name) ? ReadArguments(text, ref at, Words.First(word => word.Word == name))
            : ReadNamed(text, ref at, name);
        if (type is null || name.Length == 0)
        {
            return null;
        }

        return Take(text, ref at, "?") ? type with { IsNullable = true } : type;
    }

    private static TypeShape? ReadNamed(string text, ref int at, string name) =>
        at < text.Length && text[at] == '<'
            ? ReadList(text, ref at) is { } arguments ? new TypeShape(TypeForm.Named, name, arguments.ToEquatableArray()) : null
            : TypeShape.Named(name);

    private static TypeShape? ReadArguments(string text, ref int at, (string, TypeForm Form, int Rank) word)
    {
        if (ReadList(text, ref at) is not { } arguments)
        {
            return null;
        }

        bool fits = word.Form switch
        {
            TypeForm.Map => arguments.Count == 2,
            TypeForm.Tuple => true,
            _ => arguments.Count == 1,
        };
        return fits ? new TypeShape(word.Form, "", arguments.ToEquatableArray()) { Rank = word.Rank } : null;
    }

    private static List<TypeShape>? ReadList(string text, ref int at)
    {
        if (!Take(text, ref at, "<"))
        {
            return null;
        }

        var arguments = new List<TypeShape>();
        do
        {
            if (Read(text, ref at) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }
        while (Take(text, ref at, ", "));

        return Take(text, ref at, ">") ? arguments : null;
    }

    /// <summary>A formatter's name goes on to the bracket that closes it, for it may have arguments of its own.</summary>
    private static TypeShape? ReadFormatter(string text, ref int at)
    {
        int depth = 0;
        for (int i = at; i < text.Length; i++)
        {
            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0)
            {
                string name = i > at ? text.Substring(at + 1, i - at - 1) : "";
                at = i + 1;
                return name.Length > 0 ? TypeShape.Formatter(name) : null;
            }
        }

        return null;
    }

    private static string ReadName(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && text[at] is not ('<' or '>' or ',' or '?' or ' '))
        {
            at++;
        }

        return text.Substring(start, at - start);
    }

    private static bool Take(string text, ref int at, string what)
    {
        bool isThere = string.CompareOrdinal(text, at, what, 0, what.Length) == 0;
        at += isThere ? what.Length : 0;
        return isThere;
    }

    private static bool IsReserved(string name) => Scalars.Has(name) || name == FormatterWord || Words.Any(word => word.Word == name);
}
