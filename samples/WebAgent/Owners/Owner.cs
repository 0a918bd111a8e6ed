using System.Buffers.Text;
using System.Security.Cryptography;
using Fluers.Sdk;
using Fluers.Sdk.Agents;

namespace WebAgent;

/// <summary>
/// Who a browser is: whoever has the secret of its cookie. Each owner is a tenant of the store, so nobody reads or even finds another's sessions. The
/// store knows the secret by its hash alone: who reads the database cannot become an owner.
/// </summary>
internal sealed record Owner
{
    private const string Cookie = "web-agent-owner";
    private const int SecretLength = 32;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(400);

    private readonly string _tenant;

    private Owner(ReadOnlySpan<byte> secret) => _tenant = $"owner:{Convert.ToHexStringLower(SHA256.HashData(secret))}";

    /// <summary>The owner of a request, for the endpoints that ask for one.</summary>
    public static ValueTask<Owner?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Owner>());

    /// <summary>The sessions of the owner.</summary>
    public SessionStore Of(SessionStore store) => store.ForTenant(_tenant);

    /// <summary>The agent, for the sessions of the owner.</summary>
    public SessionRunner<ShopSession> Of(SessionRunner<ShopSession> runner) => runner.ForTenant(_tenant);

    /// <summary>Finds the owner of a request by its cookie, or makes a new one. Whoever opens the page is remembered for longer.</summary>
    public static Owner Of(HttpContext context)
    {
        byte[] secret = new byte[SecretLength];
        bool known = IsSecret(context.Request.Cookies[Cookie], secret);
        if (!known)
        {
            RandomNumberGenerator.Fill(secret);
        }

        if (!known || context.Request.Path == "/")
        {
            context.Response.Cookies.Append(Cookie, Base64Url.EncodeToString(secret), new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                MaxAge = Remembered,
                IsEssential = true,
            });
        }

        return new Owner(secret);
    }

    private static bool IsSecret(string? value, byte[] secret) =>
        Base64Url.IsValid(value, out int length) && length == SecretLength && Base64Url.TryDecodeFromChars(value, secret, out _);
}
