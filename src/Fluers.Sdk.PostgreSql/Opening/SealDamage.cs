namespace Fluers.Sdk.PostgreSql.Opening;

/// <summary>What is wrong with what does not match its seal, in one clause each. The functions answer it too.</summary>
internal static class SealDamage
{
    public const string Session = "its row in the table of sessions does not match its seal";

    public const string Commit = "the record of one of its commits is missing or does not match its seal";

    public const string Log = "rows of its log are missing or do not match their seals";
}
