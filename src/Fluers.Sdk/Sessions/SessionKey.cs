namespace Fluers.Sdk;

/// <summary>What names one session in a storage: a tenant and an id. Tenants never see each other.</summary>
public readonly record struct SessionKey
{
    /// <summary>The tenant of applications that have only one.</summary>
    public const string DefaultTenant = "default";

    private readonly string? _tenant;

    /// <summary>Names a session of the default tenant.</summary>
    public SessionKey(SessionId id)
        : this(DefaultTenant, id)
    {
    }

    /// <summary>Names a session.</summary>
    /// <param name="tenant">1 to 128 characters of the alphabet of <see cref="SessionId"/>.</param>
    /// <param name="id">The id within the tenant.</param>
    /// <exception cref="ArgumentException">The tenant is not in the alphabet, or the id is <c>default</c>.</exception>
    public SessionKey(string tenant, SessionId id)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        if (WhyNoTenant(tenant) is { } why)
        {
            throw new ArgumentException(why, nameof(tenant));
        }

        if (id == default)
        {
            throw new ArgumentException("The session id is empty. Use SessionId.New() or the id of an existing session.", nameof(id));
        }

        _tenant = tenant;
        Id = id;
    }

    /// <summary>The tenant.</summary>
    public string Tenant => _tenant ?? DefaultTenant;

    /// <summary>The id within the tenant.</summary>
    public SessionId Id { get; }

    /// <summary>The id, behind the tenant and a slash unless that is the default one.</summary>
    public override string ToString() => Tenant == DefaultTenant ? Id.Value : $"{Tenant}/{Id.Value}";

    internal static string? WhyNoTenant(string tenant) => IdText.WhyNot(tenant, "A tenant", SessionId.MaxLength);
}
