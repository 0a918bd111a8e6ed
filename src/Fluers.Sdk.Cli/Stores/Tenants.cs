using Fluers.Sdk.Storage;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>The tenants of a store.</summary>
internal static class Tenants
{
    /// <summary>Those that have sessions; none where the store does not tell them.</summary>
    public static IAsyncEnumerable<string> Of(ISessionStorage storage) =>
        storage.GetCapability<ISessionTenants>()?.ListTenantsAsync() ?? AsyncEnumerable.Empty<string>();

    /// <summary>Whether a store tells its tenants.</summary>
    public static bool Tell(ISessionStorage storage) => storage.GetCapability<ISessionTenants>() is not null;

    /// <summary>Tenants as a sentence names them.</summary>
    /// <param name="tenants">The tenants.</param>
    /// <param name="most">How many are named at most; of more it is said that there are.</param>
    public static string Listed(IReadOnlyCollection<string> tenants, int most) =>
        (tenants.Count == 1 ? "tenant " : "tenants ") + string.Join(", ", tenants.Take(most).Select(tenant => $"'{tenant}'")) + (tenants.Count > most ? " and more" : "");
}
