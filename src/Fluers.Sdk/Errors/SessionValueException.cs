namespace Fluers.Sdk;

/// <summary>A value in memory does not fit its schema and was not stored: a null where none is allowed, a type that is no case of its union.</summary>
public sealed class SessionValueException : SessionException
{
    /// <summary>Creates the error.</summary>
    /// <param name="reason">What was found and what was expected, in one clause.</param>
    public SessionValueException(string reason)
        : this(reason, path: null, schema: null)
    {
    }

    internal SessionValueException(string reason, string? path, SessionSchema? schema)
        : base($"The value{(schema is null ? "" : $" of schema '{schema.Id}'")} cannot be stored{(string.IsNullOrEmpty(path) ? "" : $", at {MemberPath.Shorten(path)}")}: {reason.TrimEnd('.')}. "
            + "Nothing was stored; mend the value and save again.")
    {
        Reason = reason;
        Path = path;
        SchemaId = schema?.Id;
    }

    /// <summary>What was found and what was expected.</summary>
    public string Reason { get; }

    /// <summary>The path to the member, with its key, such as <c>Customer.Id (key 0)</c>.</summary>
    public string? Path { get; }

    /// <summary>The id of the schema that was being written.</summary>
    public string? SchemaId { get; }
}
