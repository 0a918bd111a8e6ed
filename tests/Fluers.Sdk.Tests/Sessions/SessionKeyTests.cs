namespace Fluers.Sdk.Tests.Sessions;

public class SessionKeyTests
{
    [Fact]
    public void A_key_without_a_tenant_is_of_the_default_one()
    {
        var key = new SessionKey(new SessionId("a"));

        Assert.Equal("default", key.Tenant);
        Assert.Equal(key, new SessionKey(SessionKey.DefaultTenant, new SessionId("a")));
        Assert.Equal("a", key.ToString());
        Assert.Equal(SessionKey.DefaultTenant, default(SessionKey).Tenant);
    }

    [Fact]
    public void A_key_is_its_tenant_and_its_id()
    {
        var key = new SessionKey("acme", new SessionId("a"));

        Assert.Equal("acme/a", key.ToString());
        Assert.NotEqual(key, new SessionKey(new SessionId("a")));
        Assert.NotEqual(key, new SessionKey("Acme", new SessionId("a")));
        Assert.NotEqual(key, new SessionKey("acme", new SessionId("A")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    public void A_tenant_has_the_alphabet_of_an_id(string tenant)
    {
        var e = Assert.Throws<ArgumentException>(() => new SessionKey(tenant, new SessionId("a")));

        Assert.StartsWith("A tenant", e.Message);
    }

    [Fact]
    public void A_tenant_has_1_to_128_characters()
    {
        Assert.Equal(128, new SessionKey(new string('t', 128), new SessionId("a")).Tenant.Length);
        Assert.Throws<ArgumentException>(() => new SessionKey(new string('t', 129), new SessionId("a")));
        Assert.Throws<ArgumentNullException>(() => new SessionKey(null!, new SessionId("a")));
    }
}
