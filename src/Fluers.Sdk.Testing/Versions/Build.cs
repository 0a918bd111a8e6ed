namespace Fluers.Sdk.Testing;

/// <summary>A build of a program, by what its code says of the schema that all builds share.</summary>
internal interface IBuild
{
    /// <summary>The version that it writes. Version n has n numbers.</summary>
    static abstract int Version { get; }

    /// <summary>The oldest version whose build may read and save what it writes.</summary>
    static abstract int MinReader { get; }
}

internal sealed class Build1 : IBuild
{
    public static int Version => 1;

    public static int MinReader => 1;
}

/// <summary>Only has more than the first.</summary>
internal sealed class Build2 : IBuild
{
    public static int Version => 2;

    public static int MinReader => 1;
}

/// <summary>Means something else by what it has, so that no older build may touch it.</summary>
internal sealed class Build3 : IBuild
{
    public static int Version => 3;

    public static int MinReader => 3;
}

/// <summary>Only has more than the third.</summary>
internal sealed class Build4 : IBuild
{
    public static int Version => 4;

    public static int MinReader => 3;
}
