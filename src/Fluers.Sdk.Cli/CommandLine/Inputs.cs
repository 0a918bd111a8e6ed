using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>Options whose values are read here, so that what is wrong with one is said in the words of the command line.</summary>
internal static class Inputs
{
    /// <summary>An option that takes a whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="least">The least number that makes sense.</param>
    /// <param name="description">Its help.</param>
    public static Option<long?> Number(string name, long least, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Read<long>(
            result,
            text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= least ? number : null,
            least == 0 ? "a whole number, 0 or greater" : $"a whole number, {least} or greater"),
    };

    /// <summary>An option that takes a point in time.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = $"{description}: {Moment.Forms}.",
        HelpName = "time",
        CustomParser = result => Read<DateTimeOffset>(result, text => Moment.Parse(text, TimeProvider.System.GetUtcNow()), Moment.Forms),
    };

    private static T? Read<T>(ArgumentResult result, Func<string, T?> parse, string accepted)
        where T : struct
    {
        string text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
        if (parse(text) is { } value)
        {
            return value;
        }

        result.AddError($"'{Mask.Of(text)}' is nothing that '{(result.Parent as OptionResult)?.Option.Name}' takes. Give {accepted}");
        return null;
    }
}
