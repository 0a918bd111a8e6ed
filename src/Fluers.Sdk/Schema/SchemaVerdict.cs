namespace Fluers.Sdk;

/// <summary>What the guard says of a frame before one byte of its payload is decoded.</summary>
public enum SchemaVerdict
{
    /// <summary>Written in the version of this build.</summary>
    Current,

    /// <summary>Written in an older version that this build reads.</summary>
    Older,

    /// <summary>Written in a newer version that admits this build.</summary>
    NewerReadable,

    /// <summary>Written in a newer version that does not admit this build.</summary>
    TooNew,

    /// <summary>Written in a version below <see cref="SessionSchemaAttribute.OldestReadable"/>.</summary>
    TooOld,

    /// <summary>Written by another schema.</summary>
    UnknownSchema,
}
