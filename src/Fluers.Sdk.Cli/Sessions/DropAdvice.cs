using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>Answers whether older versions of a schema may be dropped: nothing that is stored may be below the oldest readable one.</summary>
/// <param name="Schema">The schema's id.</param>
/// <param name="OldestAtRest">The oldest version of it that was found.</param>
/// <param name="Sessions">In how many sessions.</param>
/// <param name="OldestReadable">The oldest version that its lock promises to read; <see langword="null"/> without a lock.</param>
/// <param name="Newest">The newest version of its lock; <see langword="null"/> without a lock.</param>
/// <param name="NotRead">How many sessions were not read to the end; any of them may hold an older version.</param>
/// <param name="IsWhole">Whether all that the store has was looked at, and not one of several tenants.</param>
internal sealed record DropAdvice(string Schema, int OldestAtRest, long Sessions, int? OldestReadable, int? Newest, int NotRead, bool IsWhole)
{
    public static IEnumerable<DropAdvice> Of(Census census, SchemaCatalog catalog, bool isWhole) =>
        from share in census.Shares
        group share by share.Key.Schema into schema
        let oldest = schema.MinBy(share => share.Key.Version)
        let known = catalog.Find(schema.Key)
        orderby catalog.NameOf(schema.Key)
        select new DropAdvice(
            catalog.NameOf(schema.Key), oldest.Key.Version, oldest.Value.Sessions, known?.Last.Shape.OldestReadable, known?.Last.Version, census.NotRead.Count, isWhole);

    /// <summary>Whether it is known that no version is stored from the oldest readable one up to the oldest that was found.</summary>
    public bool MayBeRaised => OldestAtRest > OldestReadable && OldestAtRest <= Newest && NotRead == 0 && IsWhole;

    public string Text => OldestReadable switch
    {
        null => $"{Schema}: version {OldestAtRest} is the oldest that was found; its lock was not found.",
        int readable when OldestAtRest < readable =>
            $"{Schema}: {Sizes.Count(Sessions, "session")} hold version {OldestAtRest}, below OldestReadable = {readable}: they do not load.",
        _ when OldestAtRest < Newest && OldestAtRest == OldestReadable => $"{Schema}: version {OldestAtRest} is still at rest in {Sizes.Count(Sessions, "session")}; it may not be dropped.",
        _ when OldestAtRest > Newest => $"{Schema}: everything is of version {OldestAtRest} or a newer one, and its lock ends with version {Newest}.",
        int readable when NotRead > 0 =>
            $"{Schema}: version {OldestAtRest} is the oldest that was found, but {Sizes.Count(NotRead, "session was", "sessions were")} not read. OldestReadable has to stay at {readable} until they are.",
        int readable when OldestAtRest > readable => IsWhole
            ? $"{Schema}: nothing older than version {OldestAtRest} is stored here; OldestReadable may be raised from {readable} to {OldestAtRest}."
            : $"{Schema}: nothing older than version {OldestAtRest} is stored in this tenant; whether OldestReadable may be raised from {readable}, --all-tenants tells.",
        _ => $"{Schema}: everything is of version {OldestAtRest}, the newest.",
    };
}
