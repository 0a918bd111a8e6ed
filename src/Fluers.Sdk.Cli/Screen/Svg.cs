using System.Globalization;
using System.Text;

namespace Fluers.Sdk.Cli.Screen;

/// <summary>Writes a picture of boxes, lines and texts as SVG, in colours that suit a light page and a dark one.</summary>
internal sealed class Svg
{
    private const string Style =
        "text{font:12px monospace;fill:#24292f}.title{font-weight:bold}.dim{fill:#6e7781}.gone{fill:#cf222e;text-decoration:line-through}.new{fill:#1a7f37}"
        + ".box{fill:#f6f8fa;stroke:#8c959f}.bar{fill:#0969da}.old{fill:#bf8700}.other{fill:#8c959f}.line{stroke:#8c959f}"
        + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.dim{fill:#8b949e}.gone{fill:#ff7b72}.new{fill:#7ee787}.box{fill:#161b22;stroke:#6e7681}}";

    private readonly StringBuilder _body = new();
    private double _width;
    private double _height;

    public void Box(double x, double y, double width, double height, string style)
    {
        Append($"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"3\" class=\"{style}\"/>");
        Reach(x + width, y + height);
    }

    public void Line(double x1, double y1, double x2, double y2)
    {
        Append($"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" class=\"line\"/>");
        Reach(Math.Max(x1, x2), Math.Max(y1, y2));
    }

    public void Text(double x, double y, string text, string style = "text")
    {
        Append($"<text x=\"{x}\" y=\"{y}\" class=\"{style}\">{Escape(text)}</text>");
        Reach(x + WidthOf(text), y);
    }

    /// <summary>About how wide a text is in the font of the picture, of which all characters are alike.</summary>
    public static double WidthOf(string text) => text.Length * 7.3;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{_width + 12:0.#}} {{_height + 12:0.#}}" width="{{_width + 12:0.#}}" height="{{_height + 12:0.#}}">
        <style>{{Style}}</style>
        {{_body}}</svg>

        """).ReplaceLineEndings("\n");

    private static string Escape(string text) =>
        Visible.Line(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private void Append(FormattableString element) => _body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void Reach(double x, double y) => (_width, _height) = (Math.Max(_width, x), Math.Max(_height, y));
}
