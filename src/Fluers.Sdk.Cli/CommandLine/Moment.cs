using System.Globalization;
using System.Text.RegularExpressions;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>A point in time as people type it.</summary>
internal static partial class Moment
{
    /// <summary>What is understood, for help and errors.</summary>
    public const string Forms = "how long ago (90s, 30m, 1h, 2d, 1w, or 1d12h), today or yesterday, a date (2026-11-30), or a date and time (2026-11-30T14:05, with a zone such as Z or +02:00 behind it); without a zone it is in UTC";

    private static readonly string[] Written =
    [
        "yyyy-MM-dd",
        .. from time in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF" }
           from between in new[] { "'T'", "' '" }
           from zone in new[] { "", "K", "zzz", "' 'zzz", "'Z'", "' Z'" }
           select $"yyyy-MM-dd{between}{time}{zone}",
    ];

    [GeneratedRegex(@"\A(?:([0-9]{1,9})([smhdw]))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ago { get; }

    /// <param name="text">What was typed.</param>
    /// <param name="now">The time of now.</param>
    /// <returns>The time; <see langword="null"/> where the text is none, or one before all calendars.</returns>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        text = text.Trim();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        switch (text.ToLowerInvariant())
        {
            case "now":
                return now;
            case "today":
                return today;
            case "yesterday":
                return today.AddDays(-1);
        }

        return Ago.Match(text) is { Success: true } ago
            ? Before(now, ago)
            : DateTimeOffset.TryParseExact(text, Written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset written) ? written : null;
    }

    private static DateTimeOffset? Before(DateTimeOffset now, Match ago)
    {
        decimal seconds = ago.Groups[1].Captures.Zip(ago.Groups[2].Captures)
            .Sum(part => decimal.Parse(part.First.ValueSpan, CultureInfo.InvariantCulture) * SecondsOf(part.Second.Value));
        return seconds < (decimal)(now - DateTimeOffset.MinValue).TotalSeconds ? now.AddSeconds(-(double)seconds) : null;
    }

    private static int SecondsOf(string unit) => unit switch
    {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => 604_800,
    };
}
