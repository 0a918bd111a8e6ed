namespace Fluers.Sdk.Storage.Tests.Store;

/// <summary>Short words for the sessions that the tests of the store use.</summary>
internal static class Conversation
{
    public static SessionState State(string model = "m") => new() { Model = model, MaxTurns = 3 };

    public static AgentMessage Message(int number) => AgentMessage.User($"{number}");

    /// <summary>Creates a session whose messages are numbered from 0, saved one by one.</summary>
    public static async Task<Session<SessionState>> ConverseAsync(this SessionStore store, int messages, SessionId? id = null)
    {
        Session<SessionState> session = await store.CreateAsync(id ?? SessionId.New(), State());
        for (int i = 0; i < messages; i++)
        {
            session.Append(Message(i));
            await session.SaveAsync();
        }

        return session;
    }
}
