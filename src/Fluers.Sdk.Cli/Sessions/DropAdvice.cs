using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.Screen;
using Fluers.Sdk.Generators.Locks;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>Answers whether older versions of a schema may be dropped: nothing that is stored may be below the oldest readable one.</summary>
/// <param name="Schema">The schema's id.</param>
/// <param name="OldestAtRest">The oldest version of it that is stored.</param>
/// <param name="Sessions">In how many sessions.</param>
/// <param name="OldestReadable">The oldest version that its lock promises to read; <see langword="null"/> without a lock.</param>
/// <param name="Newest">The newest version of its lock; <see langword="null"/> without a lock.</param>
internal sealed record DropAdvice(string Schema, int OldestAtRest, long Sessions, int? OldestReadable, int? Newest)
{
    public static IEnumerable<DropAdvice> Of(Census census, SchemaCatalog catalog) =>
        from share in census.Shares
        group share by share.Key.Schema into schema
        let oldest = schema.MinBy(share => share.Key.Version)
        let known = catalog.Find(schema.Key)
        orderby catalog.NameOf(schema.Key)
        select new DropAdvice(catalog.NameOf(schema.Key), oldest.Key.Version, oldest.Value.Sessions, known?.Last.Shape.OldestReadable, known?.Last.Version);

    public string Text => OldestReadable switch
    {
        null => $"{Schema}: version {OldestAtRest} is the oldest at rest; its lock was not found.",
        int readable when OldestAtRest < readable =>
            $"{Schema}: {Sizes.Count(Sessions, "session")} hold version {OldestAtRest}, below OldestReadable = {readable}: they do not load.",
        int readable when OldestAtRest > readable =>
            $"{Schema}: nothing older than version {OldestAtRest} is stored here; OldestReadable may be raised from {readable} to {OldestAtRest}.",
        _ when OldestAtRest == Newest => $"{Schema}: everything is of version {OldestAtRest}, the newest.",
        _ => $"{Schema}: version {OldestAtRest} is still at rest in {Sizes.Count(Sessions, "session")}; it may not be dropped.",
    };
}
