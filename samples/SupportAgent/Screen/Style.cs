namespace SupportAgent;

/// <summary>
/// A way to print text. Plain when the output is no terminal, when NO_COLOR is set, and on terminals without colour.
/// </summary>
internal readonly struct Style
{
    private static readonly bool Plain = Console.IsOutputRedirected
        || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("TERM") is "dumb"
        || (OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("WT_SESSION") is null);   // the old console prints the codes

    private readonly int _code;

    private Style(int code) => _code = code;

    public static Style Bold => new(1);

    public static Style Dim => new(2);

    public static Style Green => new(32);

    public static Style Yellow => new(33);

    public static Style Magenta => new(35);

    public static Style Cyan => new(36);

    /// <summary>The text in this style.</summary>
    public string Paint(string text) => Plain ? text : $"\e[{_code}m{text}\e[0m";
}
