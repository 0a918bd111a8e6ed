using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Stores;

/// <summary>The session that a command line names.</summary>
internal static class Keys
{
    /// <exception cref="Failure">The text is no id, or the tenant none.</exception>
    public static SessionKey Of(ParseResult line) => Of(line, line.GetRequiredValue(CommonOptions.SessionId));

    public static SessionKey Of(ParseResult line, string id)
    {
        try
        {
            return new SessionKey(line.GetValue(CommonOptions.Tenant)!, new SessionId(id));
        }
        catch (ArgumentException e)
        {
            throw Failure.Usage(e.Message);
        }
    }
}
