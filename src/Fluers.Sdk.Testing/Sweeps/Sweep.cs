using System.Globalization;

namespace Fluers.Sdk.Testing;

/// <summary>How long a test goes on that could go on for ever. <c>FLUERS_FULL=1</c> gives all the full lengths; a variable of its own gives any.</summary>
internal static class Sweep
{
    /// <summary>Whether all sweeps have their full length.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("FLUERS_FULL") == "1";

    /// <summary>One length or the other.</summary>
    public static int Length(int usual, int full) => IsFull ? full : usual;

    /// <summary>All elements of a full sweep; usually the first of each so many.</summary>
    public static IEnumerable<T> Some<T>(IEnumerable<T> all, int oneOf) => IsFull ? all : all.Where((_, number) => number % oneOf == 0);

    /// <summary>The length that a variable gives; without it, one length or the other.</summary>
    public static int Length(string variable, int usual, int full) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int length) ? length : Length(usual, full);
}
