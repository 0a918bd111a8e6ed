namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>The version of a schema that one build of an app knows, so that a test holds several builds at once.</summary>
internal interface IBuild
{
    static abstract int Version { get; }

    static abstract int MinReader { get; }
}

/// <summary>The first build.</summary>
internal readonly struct Build1 : IBuild
{
    public static int Version => 1;

    public static int MinReader => 1;
}

/// <summary>A build whose data the first one may read.</summary>
internal readonly struct Build2 : IBuild
{
    public static int Version => 2;

    public static int MinReader => 1;
}

/// <summary>A build whose data no earlier one may read.</summary>
internal readonly struct Build3 : IBuild
{
    public static int Version => 3;

    public static int MinReader => 3;
}
