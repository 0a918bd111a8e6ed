namespace Fluers.Sdk;

/// <summary>Which builds of a schema must be able to share its sessions. The compiler holds the code to it.</summary>
public enum Compatibility
{
    /// <summary>All builds of one version. A new version may break with older ones.</summary>
    Version,

    /// <summary>Old and new builds side by side, across versions, as in a rolling deployment: no change may harm either.</summary>
    Rolling,
}
