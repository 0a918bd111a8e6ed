namespace Fluers.Sdk.Generators.Shapes;

/// <summary>
/// Which texts name a formatter: a type as C# writes it, such as <c>Shop.MoneyFormatter&lt;int?[], (string Name, int)&gt;</c>, and
/// nothing behind it.
/// </summary>
internal sealed class FormatterNames
{
    private const string Global = "global::";

    private readonly string _text;
    private int _at;

    private FormatterNames(string text) => _text = text;

    public static bool Is(string text)
    {
        var names = new FormatterNames(text);
        return text.Length <= TypeText.MaxLength && names.ReadType(depth: 0) && names._at == text.Length;
    }

    private bool ReadType(int depth)
    {
        if (depth > TypeText.MaxDepth || !(Take("(") ? ReadList(")", depth, areNamed: true) : ReadName(depth)))
        {
            return false;
        }

        while (true)
        {
            if (Take("?"))
            {
                continue;
            }

            if (!Take("["))
            {
                return true;
            }

            while (Take(","))
            {
            }

            if (!Take("]"))
            {
                return false;
            }
        }
    }

    private bool ReadName(int depth)
    {
        Take(Global);
        do
        {
            Take("@");
            int start = _at;
            while (_at < _text.Length && _text[_at] is not ('.' or '<' or '>' or ',' or '?' or '[' or ']' or '(' or ')' or ' '))
            {
                _at++;
            }

            if (!Identifiers.Is(_text, start, _at) || (Take("<") && !ReadList(">", depth, areNamed: false)))
            {
                return false;
            }
        }
        while (Take("."));
        return true;
    }

    private bool ReadList(string end, int depth, bool areNamed)
    {
        do
        {
            if (!ReadType(depth + 1) || (areNamed && Take(" ") && !ReadWord()))
            {
                return false;
            }
        }
        while (Take(", "));
        return Take(end);
    }

    /// <summary>The name of an element of a tuple.</summary>
    private bool ReadWord()
    {
        Take("@");
        int start = _at;
        while (_at < _text.Length && _text[_at] is not (',' or ')'))
        {
            _at++;
        }

        return Identifiers.Is(_text, start, _at);
    }

    private bool Take(string what)
    {
        bool isThere = string.CompareOrdinal(_text, _at, what, 0, what.Length) == 0;
        _at += isThere ? what.Length : 0;
        return isThere;
    }
}
