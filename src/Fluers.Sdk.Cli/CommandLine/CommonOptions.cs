using System.CommandLine;

namespace Fluers.Sdk.Cli.CommandLine;

/// <summary>What several commands take.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Shows the whole of an error, with its stack trace.",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Writes JSON, for programs." };

    public static readonly Option<string> Store = new("--store")
    {
        Description = $"The store: {Stores.StoreKinds.Examples}. FLUERS_STORE in the environment stands for it.",
        HelpName = "store",
        DefaultValueFactory = _ => Surroundings.Current.Variable("FLUERS_STORE") ?? "",
    };

    public static readonly Option<string> Tenant = NamesOne(new("--tenant")
    {
        Description = "The tenant whose sessions are meant.",
        DefaultValueFactory = _ => SessionKey.DefaultTenant,
    });

    public static readonly Option<bool> AllTenants = Excluding(
        Tenant,
        new("--all-tenants") { Description = "The sessions of all tenants are meant, one tenant after the other." },
        "--all-tenants means the sessions of every tenant, and --tenant those of one: give one of them");

    public static readonly Option<string[]> Schemas = new("--schemas")
    {
        Description = "A lock, or a folder in which locks (schemas/*.schema.json) are looked for, at any depth. The SDK's own schemas are always known.",
        HelpName = "path",
        DefaultValueFactory = _ => ["."],
    };

    public static readonly Argument<string> SessionId = new("id") { Description = "The id of the session." };

    /// <summary>Whether a command line names the tenant, and does not leave it at the default one.</summary>
    public static bool NamesTenant(this ParseResult line) => line.GetResult(Tenant) is { Implicit: false };

    private static Option<string> NamesOne(Option<string> tenant)
    {
        tenant.Validators.Add(result =>
        {
            try
            {
                _ = new SessionKey(result.GetValueOrDefault<string>() ?? "", Guid.Empty);
            }
            catch (ArgumentException e)
            {
                result.AddError(e.Bare());
            }
        });
        return tenant;
    }

    private static Option<bool> Excluding(Option other, Option<bool> option, string why)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && result.GetResult(other) is { Implicit: false })
            {
                result.AddError(why);
            }
        });
        return option;
    }
}
