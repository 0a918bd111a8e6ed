namespace Fluers.Sdk.Integration.Worker;

/// <summary>Appends to a session that others append to as well.</summary>
internal static class Appender
{
    public static async Task<int> RunAsync(SessionStore store, SessionId id, string writer, int count)
    {
        Session<SessionState> session = await store.LoadAsync<SessionState>(id) ?? throw new SessionNotFoundException(new SessionKey(id));
        int conflicts = 0;
        for (int i = 0; i < count;)
        {
            session.Append(AgentMessage.User($"{writer} {i}"));
            try
            {
                await session.SaveAsync();
                i++;
            }
            catch (SessionConflictException)
            {
                conflicts++;
                await session.RefreshAsync();
            }
        }

        Console.WriteLine($"conflicts {conflicts}");
        return 0;
    }
}
