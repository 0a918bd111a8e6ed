namespace Fluers.Sdk.Testing.Shared;

/// <summary>
/// Compares texts with files beside a test. The files have Verify's names, so that the package can take this class's place:
/// <c>Class.Method#Hint.verified.ext</c>, and <c>.received.ext</c> for what was found instead.
/// </summary>
/// <remarks>To accept what was received, set the environment variable <c>VERIFY_ACCEPT</c> to 1 and look at the diff.</remarks>
internal static class Verified
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("VERIFY_ACCEPT") == "1";

    /// <param name="folder">Where the files are.</param>
    /// <param name="prefix">How the names of all of them begin that belong to this comparison.</param>
    /// <param name="extension">How they end.</param>
    /// <param name="received">The texts by name.</param>
    public static async Task CompareAsync(string folder, string prefix, string extension, IReadOnlyDictionary<string, string> received)
    {
        var verified = Directory.EnumerateFiles(folder, $"{prefix}*.verified.{extension}")
            .ToDictionary(path => Path.GetFileName(path)[..^$".verified.{extension}".Length], path => path);

        var different = new List<string>();
        foreach ((string name, string text) in received)
        {
            string? expected = verified.TryGetValue(name, out string? path) ? (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n") : null;
            File.Delete(Path.Combine(folder, $"{name}.received.{extension}"));
            if (expected != text)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.{(Accept ? "verified" : "received")}.{extension}"), text);
                different.Add(name);
            }
        }

        foreach (string gone in verified.Keys.Except(received.Keys))
        {
            different.Add($"{gone}, which is there no more");
            if (Accept)
            {
                File.Delete(verified[gone]);
            }
        }

        Assert.True(Accept || different.Count == 0, $"Not as verified: {string.Join("; ", different)}");
    }
}
