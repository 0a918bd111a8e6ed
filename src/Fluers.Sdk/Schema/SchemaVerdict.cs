namespace Fluers.Sdk;

/// <summary>Whether a build reads a frame. All but <see cref="OtherShape"/> and <see cref="MigrationFailed"/> is decided by the header, before one byte of the payload is decoded.</summary>
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

    /// <summary>Written in a version that this build reads, by a build that had another shape of it: it was changed before it was published.</summary>
    OtherShape,

    /// <summary>Written in an older version that this build reads, and a migration of this build threw or made what the next version cannot hold.</summary>
    MigrationFailed,
}
