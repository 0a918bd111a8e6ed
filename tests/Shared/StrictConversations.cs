using Fluers.Sdk.Agents;
using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Testing.Shared;

/// <summary>Holds what a program has stored against what the APIs of model providers take, whoever the model was.</summary>
internal static class StrictConversations
{
    /// <summary>Looks at each session of an envelope, of whatever tenant: the conversation as a model is given it is one that no API refuses.</summary>
    public static async Task CheckAsync<TEnvelope>(ISessionStorage storage)
        where TEnvelope : ISessionEnvelope<TEnvelope>
    {
        await using var store = new SessionStore(storage);
        foreach (string tenant in await storage.GetCapability<ISessionTenants>()!.ListTenantsAsync().ToListAsync())
        {
            SessionStore own = store.ForTenant(tenant);
            await foreach (SessionInfo info in own.ListAsync(new SessionQuery { Schema = SessionSchema<TEnvelope>.Instance }))
            {
                IReadOnlyList<Microsoft.Extensions.AI.ChatMessage> given = AgentConversation.ForModel(await own.ReadAsync<AgentEntry>(info.Id).ToListAsync());
                Assert.All(given.Count == 0 ? [] : Enum.GetValues<ModelApi>(), api => Assert.Null(ModelRules.Check(given, api)));
            }
        }
    }
}
