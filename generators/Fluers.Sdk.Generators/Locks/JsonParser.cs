using System.Globalization;
using System.Text;

namespace Fluers.Sdk.Generators.Locks;

/// <summary>Reads JSON. A compiler loads an analyzer without the libraries that it would bring along, so this one stands on its own.</summary>
internal sealed class JsonParser
{
    private const int MaxDepth = 64;

    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _depth;

    private JsonParser(string text) => _text = text;

    /// <summary>Reads a document.</summary>
    /// <exception cref="LockException">It is no JSON.</exception>
    public static JsonNode Parse(string text)
    {
        var parser = new JsonParser(text);
        parser.SkipBlanks();
        JsonNode value = parser.ReadValue();
        return parser._at == text.Length ? value : throw parser.Expected("the end of the file");
    }

    private JsonNode ReadValue()
    {
        if (++_depth > MaxDepth)
        {
            throw new LockException($"values are nested deeper than {MaxDepth}", _line);
        }

        int line = _line;
        JsonNode value = Peek() switch
        {
            '{' => new JsonObject(OnceEach(ReadList('}', ReadMember)), line),
            '[' => new JsonArray(ReadList(']', ReadValue), line),
            '"' => new JsonText(ReadString(), IsString: true, line),
            _ => new JsonText(ReadWord(), IsString: false, line),
        };
        _depth--;
        SkipBlanks();
        return value;
    }

    private List<T> ReadList<T>(char end, Func<T> readItem)
    {
        var items = new List<T>();
        Take();
        while (Peek() != end)
        {
            if (items.Count > 0)
            {
                Expect(',');
            }

            items.Add(readItem());
        }

        _at++;
        return items;
    }

    private (string, JsonNode) ReadMember()
    {
        if (Peek() != '"')
        {
            throw Expected("a name in quotes");
        }

        string name = ReadString();
        SkipBlanks();
        Expect(':');
        return (name, ReadValue());
    }

    /// <summary>Of two members of one name, one would be lost.</summary>
    private static List<(string, JsonNode)> OnceEach(List<(string Name, JsonNode Value)> members)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return members.Find(member => !names.Add(member.Name)) is { Value: { } again } twice
            ? throw new LockException($"\"{Excerpt.Of(twice.Name)}\" is there already", again.Line)
            : members;
    }

    private string ReadString()
    {
        var text = new StringBuilder();
        for (_at++; ; _at++)
        {
            switch (Peek())
            {
                case '"':
                    _at++;
                    return text.ToString();
                case < ' ':
                    throw Expected("a closing quote");
                case '\\':
                    _at++;
                    text.Append(ReadEscaped());
                    break;
                default:
                    text.Append(_text[_at]);
                    break;
            }
        }
    }

    private char ReadEscaped()
    {
        char code = Peek();
        if (code == 'u'
            && _at + 4 < _text.Length
            && ushort.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
        {
            _at += 4;
            return (char)unit;
        }

        return code switch
        {
            '"' or '\\' or '/' => code,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            _ => throw Expected("an escape that JSON has"),
        };
    }

    private string ReadWord()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '-' or '+' or '.'))
        {
            _at++;
        }

        string word = _text.Substring(start, _at - start);
        return word is "true" or "false" or "null" || decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? word
            : throw Expected("a value");
    }

    private void Expect(char what)
    {
        if (Peek() != what)
        {
            throw Expected($"'{what}'");
        }

        Take();
    }

    private void Take()
    {
        _at++;
        SkipBlanks();
    }

    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
        {
            _line += _text[_at] == '\n' ? 1 : 0;
            _at++;
        }
    }

    /// <summary>The next character; a zero behind the last one.</summary>
    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private LockException Expected(string what) =>
        new($"expected {what}, found {(_at < _text.Length ? $"'{Excerpt.Of(_text[_at])}'" : "the end of the file")}", _line);
}
