using System.CommandLine;
using Fluers.Sdk.Cli.CommandLine;
using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>Tells the id of a session that was made: alone on its line, so that a script takes it.</summary>
internal static class NewSession
{
    public static void Tell(ParseResult line, SessionKey key)
    {
        if (line.GetValue(CommonOptions.Json))
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                SessionJson.WriteName(json, key);
                json.WriteEndObject();
            });
        }
        else
        {
            Output.Line(Output.Safe(key.Id.Value));
        }
    }
}
