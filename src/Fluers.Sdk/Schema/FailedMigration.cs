namespace Fluers.Sdk;

/// <summary>A migration that threw, or made what cannot be stored.</summary>
/// <param name="Method">What it is called.</param>
/// <param name="Found">The version that was stored.</param>
/// <param name="From">The version from which it leads to the next.</param>
/// <param name="Path">The path to the member that cannot be stored; <see langword="null"/> where the migration itself threw.</param>
internal sealed record FailedMigration(string Method, int Found, int From, string? Path)
{
    public string Describe(SessionSchema schema, SessionKey? session, long? entry, Exception cause)
    {
        string where = session is { } key ? $"Session '{key}'" : "The data";
        string number = entry is null ? "" : $", entry {entry},";
        string at = string.IsNullOrEmpty(Path) ? "" : $" at {MemberPath.Shorten(Path)}";
        string fault = cause switch
        {
            SessionValueException value => $"made what version {schema.Version} cannot hold{at}: {value.Reason}",
            SessionCorruptException read => $"made what version {schema.Version} cannot hold{at}: {read.Reason}",
            _ when Path is not null => $"made what the type refuses{at}, by {cause.GetType()}: {cause.Message}",
            _ => $"threw {cause.GetType()}: {cause.Message}",
        };
        return $"{where}{number} holds version {Found} of schema '{schema.Id}', and the migration {Method} from version {From} to {From + 1} {fault.TrimEnd('.')}. "
            + "What is stored is sound, and nothing was changed: correct the migration, then load the session again.";
    }
}
