namespace Fluers.Sdk.Generators.Locks;

/// <summary>What a build does about locks: the property <c>FluersLockMode</c>.</summary>
internal enum LockMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>It brings them up to date.</summary>
    Update,

    /// <summary>It fails where they are not.</summary>
    Locked,
}
