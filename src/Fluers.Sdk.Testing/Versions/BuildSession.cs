using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Testing;

// One assembly cannot hold two builds of a schema, so these stand for what the generator makes of each.

/// <summary>The envelope of a build.</summary>
internal sealed record BuildSession<TBuild>(Numbers Numbers) : ISessionEnvelope<BuildSession<TBuild>>
    where TBuild : IBuild
{
    public static SessionSchema<BuildSession<TBuild>> Schema { get; } =
        new("fluers-laws-session", TBuild.Version, TBuild.MinReader, new Format(), Numbers.History(TBuild.Version));

    public static SessionLogMember<BuildSession<TBuild>>? Log { get; } =
        new SessionLogMember<BuildSession<TBuild>, BuildEntry<TBuild>>(nameof(Entries), session => session.Entries, (session, log) => session with { Entries = log });

    public SessionLog<BuildEntry<TBuild>> Entries { get; init; } = [];

    private sealed class Format : SessionFormat<BuildSession<TBuild>>
    {
        public override WireShape Shape => Numbers.Shape(TBuild.Version);

        public override void WriteValue(ref SessionWriter writer, BuildSession<TBuild> value) => value.Numbers.Write(ref writer);

        public override BuildSession<TBuild> ReadValue(ref SessionReader reader) => new(Numbers.Read(ref reader, TBuild.Version));
    }
}

/// <summary>An entry of a build.</summary>
internal sealed record BuildEntry<TBuild>(Numbers Numbers) : ISessionSchema<BuildEntry<TBuild>>
    where TBuild : IBuild
{
    public static SessionSchema<BuildEntry<TBuild>> Schema { get; } =
        new("fluers-laws-entry", TBuild.Version, TBuild.MinReader, new Format(), Numbers.History(TBuild.Version));

    private sealed class Format : SessionFormat<BuildEntry<TBuild>>
    {
        public override WireShape Shape => Numbers.Shape(TBuild.Version);

        public override void WriteValue(ref SessionWriter writer, BuildEntry<TBuild> value) => value.Numbers.Write(ref writer);

        public override BuildEntry<TBuild> ReadValue(ref SessionReader reader) => new(Numbers.Read(ref reader, TBuild.Version));
    }
}
