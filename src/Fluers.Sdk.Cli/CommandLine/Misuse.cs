using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>What is wrong with a command line, in one clause.</summary>
internal static class Misuse
{
    /// <param name="line">The command line.</param>
    /// <param name="arguments">Its words as they were given.</param>
    /// <returns>The clause; <see langword="null"/> where nothing is wrong.</returns>
    public static string? Of(ParseResult line, IEnumerable<string> arguments) =>
        ValueOfFlag(line, arguments) is { } flag ? $"'{flag.Name}' takes no value; '{flag.Value}' was given"
        : StrayOption(line) is { } stray ? $"'{stray}' is no option of '{FluersCommand.NameOf(line.CommandResult)}'; an argument that begins with a dash goes after '--'"
        : line.Errors.Count > 0 ? TextOf(Telling(line))
        : null;

    /// <summary>The error that says most: of a word that nobody knows, then of a value that makes no sense, then of what is missing.</summary>
    private static ParseError Telling(ParseResult line) =>
        line.UnmatchedTokens.OrderBy(word => word.StartsWith('-') ? 0 : 1)
            .Select(word => line.Errors.FirstOrDefault(error => error.Message.Contains($"'{word}'", StringComparison.Ordinal)))
            .FirstOrDefault(error => error is not null)
        ?? line.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult { Tokens.Count: > 0 } or ArgumentResult { Tokens.Count: > 0 })
        ?? line.Errors[0];

    private static string TextOf(ParseError error) =>
        string.Join(' ', error.Message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');

    /// <summary>What stands behind the equals sign of an option that takes no value would be taken for the next word.</summary>
    private static (string Name, string Value)? ValueOfFlag(ParseResult line, IEnumerable<string> arguments)
    {
        foreach (string[] parts in arguments.TakeWhile(word => word != "--").Where(word => word.StartsWith('-')).Select(word => word.Split(['=', ':'], 2)))
        {
            if (parts is [var name, var value] && !bool.TryParse(value, out _) && IsFlag(line.CommandResult, name))
            {
                return (name, value);
            }
        }

        return null;
    }

    private static bool IsFlag(CommandResult? command, string name)
    {
        for (bool isOwn = true; command is not null; command = command.Parent as CommandResult, isOwn = false)
        {
            if (command.Command.Options.FirstOrDefault(option => (isOwn || option.Recursive) && (option.Name == name || option.Aliases.Contains(name))) is { } found)
            {
                return found.ValueType == typeof(bool);
            }
        }

        return false;
    }

    /// <summary>An argument takes whatever word is left, an option with a slip in it too.</summary>
    private static string? StrayOption(ParseResult line)
    {
        var beforeDashes = new HashSet<Token>(line.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash), ReferenceEqualityComparer.Instance);
        return line.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .FirstOrDefault(token => token.Value is ['-', _, ..] && beforeDashes.Contains(token))?.Value;
    }
}
