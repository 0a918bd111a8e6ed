using System.Buffers;

namespace Fluers.Sdk;

/// <summary>The alphabet that session ids and tenants share. None of its characters needs escaping in any storage.</summary>
internal static class IdText
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@");

    /// <summary>Why a text cannot serve; <see langword="null"/> when it can.</summary>
    public static string? WhyNot(string value, string what, int maxLength)
    {
        if (value.Length == 0 || value.Length > maxLength)
        {
            return $"{what} has 1 to {maxLength} characters; this one has {value.Length}.";
        }

        int at = value.AsSpan().IndexOfAnyExcept(Alphabet);
        return at < 0
            ? null
            : $"{what} consists of A-Z a-z 0-9 - _ . : @; this one has U+{(int)value[at]:X4} at position {at}.";
    }
}
