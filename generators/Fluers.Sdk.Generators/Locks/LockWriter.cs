using System.Globalization;
using System.Text;
using Fluers.Sdk.Generators.Model;
using Fluers.Sdk.Generators.Shapes;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>
/// Prints a lock, one line for each member, case and value, so that two branches conflict where their histories diverge and nowhere
/// else. The same lock always has the same text.
/// </summary>
internal sealed class LockWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    private LockWriter()
    {
    }

    public static string Write(SchemaLock schema)
    {
        var writer = new LockWriter();
        writer.Open('{');
        writer.Line($"\"schema\": {Quoted(schema.Id)},");
        writer.List("versions", schema.Versions, writer.Block, last: true);
        writer.Close('}', last: true);
        return writer._text.ToString();
    }

    /// <summary>Prints types by themselves.</summary>
    public static string WriteTypes(EquatableArray<NamedShape> types)
    {
        var writer = new LockWriter();
        writer.Open('{');
        writer.List("types", types, writer.Type, last: true);
        writer.Close('}', last: true);
        return writer._text.ToString();
    }

    /// <summary>Prints what a seal covers of a version: all but its status.</summary>
    public static string ContentOf(VersionBlock block)
    {
        var writer = new LockWriter();
        writer.Line($"\"version\": {Number(block.Version)},");
        writer.Content(block);
        return writer._text.ToString();
    }

    private void Block(VersionBlock block, bool last)
    {
        Open('{');
        Line($"\"version\": {Number(block.Version)},");
        Line($"\"status\": {(block.IsPublished ? $"{LockWords.Published}, \"seal\": {Quoted(Seal.Of(block))}" : LockWords.Draft)},");
        Content(block);
        Close('}', last);
    }

    private void Content(VersionBlock block)
    {
        if (block.Shape.OldestReadable > 1)
        {
            Line($"\"oldestReadable\": {Number(block.Shape.OldestReadable)},");
        }

        if (block.Shape.IsRolling)
        {
            Line($"\"compatibility\": {LockWords.Rolling},");
        }

        if (block.Shape.Log is { } log)
        {
            Line($"\"log\": {Quoted(log)},");
        }

        Content(block.Shape.Root, last: block.Shape.Types.Count == 0);
        if (block.Shape.Types.Count > 0)
        {
            List("types", block.Shape.Types, Type, last: true);
        }
    }

    private void Type(NamedShape type, bool last)
    {
        Open('{');
        switch (type)
        {
            case PartShape part:
                Line($"\"part\": {Quoted(part.Name)},");
                if (part.IsValueType)
                {
                    Line("\"struct\": true,");
                }

                break;
            case UnionShape union:
                Line($"\"union\": {Quoted(union.Name)},");
                break;
            case EnumShape numbers:
                Line($"\"enum\": {Quoted(numbers.Name)},");
                Line($"\"type\": {Quoted(numbers.Underlying)},");
                if (numbers.IsFlags)
                {
                    Line("\"flags\": true,");
                }

                break;
        }

        Content(type, last: true);
        Close('}', last);
    }

    private void Content(NamedShape type, bool last)
    {
        switch (type)
        {
            case PartShape part:
                List("members", part.Members, Member, last);
                break;
            case UnionShape union:
                List("cases", union.Cases, Case, last);
                break;
            case EnumShape numbers:
                List("values", numbers.Values, Value, last);
                break;
        }
    }

    private void Case(CaseShape @case, bool last)
    {
        if (@case.IsRetired)
        {
            Row(last, $"\"tag\": {Number(@case.Tag)}", $"\"name\": {Quoted(@case.Name)}", "\"retired\": true");
            return;
        }

        Open('{');
        Line($"\"tag\": {Number(@case.Tag)},");
        Line($"\"name\": {Quoted(@case.Name)},");
        List("members", @case.Members, Member, last: true);
        Close('}', last);
    }

    private void Value(EnumValueShape value, bool last) =>
        Row(last, $"\"number\": {Number(value.Number)}", $"\"name\": {Quoted(value.Name)}", value.IsRetired ? "\"retired\": true" : null);

    private void Member(MemberShape member, bool last) => Row(
        last,
        $"\"key\": {Number(member.Key)}",
        $"\"name\": {Quoted(member.Name)}",
        $"\"type\": {Quoted(member.Type.ToString())}",
        member.IsRequired ? "\"required\": true" : member.WasRequired ? $"\"required\": {LockWords.Once}" : null,
        member.Default is { } text ? $"\"default\": {Quoted(text)}" : null,
        member.IsRetired ? "\"retired\": true" : null);

    private void Row(bool last, params string?[] cells) => Line($"{{ {string.Join(", ", cells.Where(cell => cell is not null))} }}{(last ? "" : ",")}");

    private void List<T>(string name, EquatableArray<T> items, Action<T, bool> print, bool last)
        where T : IEquatable<T>
    {
        if (items.Count == 0)
        {
            Line($"\"{name}\": []{(last ? "" : ",")}");
            return;
        }

        Open($"\"{name}\": [");
        for (int i = 0; i < items.Count; i++)
        {
            print(items[i], i == items.Count - 1);
        }

        Close(']', last);
    }

    private void Open(char bracket) => Open(bracket.ToString());

    private void Open(string text)
    {
        Line(text);
        _indent++;
    }

    private void Close(char bracket, bool last)
    {
        _indent--;
        Line(bracket + (last ? "" : ","));
    }

    private void Line(string text) => _text.Append(' ', _indent * 2).Append(text).Append('\n');

    private static string Number(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or (>= '\u007f' and <= '\u009f') or '\u2028' or '\u2029' => $"\\u{(int)c:x4}",
                _ when char.IsSurrogate(c) => $"\\u{(int)c:x4}",   // half of a pair has no UTF-8
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
