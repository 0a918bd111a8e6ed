namespace Fluers.Sdk.Integration.Worker;

/// <summary>Stores recorded conversations, and compares what is stored with the recordings.</summary>
internal static class Conversations
{
    public static async Task<int> ImportAsync(SessionStore store, string folder)
    {
        foreach (string file in Files(folder))
        {
            await store.CreateAsync(IdOf(file), StateOf(file));
        }

        return 0;
    }

    public static async Task<int> CompareAsync(SessionStore store, string folder)
    {
        int equal = 0;
        foreach (string file in Files(folder))
        {
            Session<SessionState>? session = await store.LoadAsync<SessionState>(IdOf(file));
            if (session is null || !session.State.Equals(StateOf(file)))
            {
                Console.Error.WriteLine($"{file} differs");
                return 1;
            }

            equal++;
        }

        Console.WriteLine($"equal {equal}");
        return 0;
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal);

    private static SessionId IdOf(string file) => SessionId.Parse(Path.GetFileNameWithoutExtension(file));

    private static SessionState StateOf(string file) => new()
    {
        Model = "recorded",
        MaxTurns = 1,
        SystemMessage = Path.GetFileName(file),
        Messages = [.. FluersJson.ParseMessages(File.ReadAllBytes(file))],
    };
}
