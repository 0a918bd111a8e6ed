namespace Fluers.Sdk;

/// <summary>A type with <see cref="SessionSchemaAttribute"/>. The source generator implements this; not to be implemented by hand.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ISessionSchema<TSelf>
    where TSelf : ISessionSchema<TSelf>
{
    /// <summary>The schema of the type: its id, its versions, its codec.</summary>
    static abstract SessionSchema<TSelf> Schema { get; }
}

/// <summary>A schema that can be the head of a session. The source generator implements this; not to be implemented by hand.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ISessionEnvelope<TSelf> : ISessionSchema<TSelf>
    where TSelf : ISessionEnvelope<TSelf>
{
    /// <summary>The member that is the session's log; <see langword="null"/> for an envelope without one.</summary>
    static abstract SessionLogMember<TSelf>? Log { get; }
}
