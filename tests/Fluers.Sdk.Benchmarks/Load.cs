namespace Fluers.Sdk.Benchmarks;

/// <summary>What is written and read.</summary>
/// <param name="Messages">The number of messages.</param>
/// <param name="Script">What their text is written in.</param>
public sealed record Load(int Messages, Script Script)
{
    /// <summary>The loads that are measured.</summary>
    public static IEnumerable<Load> All =>
    [
        new(10, Script.Recorded), new(100, Script.Recorded), new(1000, Script.Recorded), new(10_000, Script.Recorded), new(1000, Script.NonLatin),
    ];

    /// <inheritdoc/>
    public override string ToString() => Script == Script.Recorded ? $"{Messages}" : $"{Messages} {Script}";
}

/// <summary>What the text of the messages is written in.</summary>
public enum Script
{
    /// <summary>That of the recorded conversations: English, nearly all of it ASCII.</summary>
    Recorded,

    /// <summary>Chinese, Arabic, emoji.</summary>
    NonLatin,
}
