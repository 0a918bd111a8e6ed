using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

/// <summary>The version of a schema that one build of an app knows, so that a test holds several builds at once.</summary>
internal interface IBuild
{
    static abstract int Version { get; }

    static abstract int MinReader { get; }

    static virtual SessionHistory? History => null;
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

/// <summary>A build that reads what the first one wrote by a migration that throws.</summary>
internal readonly struct BuildWithFault : IBuild
{
    public static int Version => 2;

    public static int MinReader => 2;

    public static SessionHistory? History { get; } = new Faulty();

    private sealed class Faulty() : SessionHistory(oldest: 1, migration: "Shop.Migrations.Up")
    {
        public override WireShape ShapeOf(int version) => WireShape.Object((0, "Text", null));

        public override void Upgrade(int version, ref SessionReader reader, ref SessionWriter writer, ref int reached) => Up(At(version, ref reached, version));

        private static void Up(int version) => throw new InvalidOperationException($"no price was found for version {version}");
    }
}
