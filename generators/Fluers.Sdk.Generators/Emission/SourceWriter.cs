using System.Text;

namespace Fluers.Sdk.Generators.Emission;

/// <summary>Collects lines of C#, indented, each ended by a line feed whatever the machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes lines at the current indentation. Lines that start with <c>#</c> stand at the margin.</summary>
    public void Line(string text = "")
    {
        foreach (string line in text.Replace("\r", "").Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', line[0] == '#' ? 0 : _indent * 4).Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a line and opens a block below it.</summary>
    public void Open(string line)
    {
        Line(line);
        Line("{");
        _indent++;
    }

    /// <summary>Closes the block that was opened last.</summary>
    public void Close(string after = "")
    {
        _indent--;
        Line("}" + after);
    }

    /// <summary>Writes lines one step further in.</summary>
    public void Indented(string text)
    {
        _indent++;
        Line(text);
        _indent--;
    }

    /// <summary>Closes all blocks and gives the text.</summary>
    public string Finish()
    {
        while (_indent > 0)
        {
            Close();
        }

        return _text.ToString();
    }
}
