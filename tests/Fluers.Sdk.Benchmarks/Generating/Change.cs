namespace Fluers.Sdk.Benchmarks.Generating;

/// <summary>What happens to a project before its generator runs.</summary>
public enum Change
{
    /// <summary>Nothing ran before: a first build.</summary>
    Cold,

    /// <summary>A key stroke in a method's body, in a file without annotated types.</summary>
    Unrelated,

    /// <summary>A member of one annotated type renamed.</summary>
    Edited,
}
