using Fluers.Sdk.Generators.History;
using Fluers.Sdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Fluers.Sdk.Generators.Diagnostics;

/// <summary>Finds the schema to which hops belonged before its type was renamed: their class still has the former name.</summary>
/// <param name="compilation">The code.</param>
/// <param name="files">The locks.</param>
/// <param name="heads">The schemas.</param>
internal sealed class RenamedSchema(Compilation compilation, LockFiles files, HistoryHead[] heads)
{
    /// <summary>The schema, and the attribute that keeps its sessions and its hops; <see langword="null"/> where none can be meant.</summary>
    public (HistoryHead Head, string Former, string Attribute)? Of(AuthoredHop hop, CancellationToken cancellation)
    {
        int end = hop.Class.LastIndexOf('.');
        string name = hop.Class.Substring(end + 1);
        string space = end < 0 ? "" : hop.Class.Substring(0, end);
        if (!name.EndsWith(SchemaHistory.Suffix, StringComparison.Ordinal) || name.Length == SchemaHistory.Suffix.Length)
        {
            return null;
        }

        string former = name.Substring(0, name.Length - SchemaHistory.Suffix.Length);
        string id = Shapes.SchemaId.Of(former);
        HistoryHead[] near = [.. heads.Where(head => head.Namespace.Replace("@", "") == space && head.Schema.History is null && head.Schema.Version > hop.From && !HasHops(head, cancellation))];
        if (Array.Find(near, head => head.Schema.Id == id) is { } pinned)
        {
            return (pinned, former, AttributeOf(pinned, id, name));
        }

        // Where a lock has the former id and no schema, the id was lost with the name; else the id was another from the beginning.
        bool isLost = files.Of(id) is not null && !heads.Any(head => head.Schema.Id == id);
        HistoryHead[] meant = [.. near.Where(head => files.Of(head.Schema.Id)?.Schema is var recorded && (isLost ? recorded is null : recorded?.Find(hop.From) is not null))];
        return meant.Length == 1 ? (meant[0], former, AttributeOf(meant[0], isLost ? id : meant[0].Schema.Id, name)) : null;
    }

    private bool HasHops(HistoryHead head, CancellationToken cancellation) =>
        compilation.GetTypeByMetadataName(head.ClassName) is { } type
        && type.GetMembers(AuthoredHop.Method).Any(method => method.DeclaringSyntaxReferences.Any(reference => AuthoredHop.IsCandidate(reference.GetSyntax(cancellation))) && !method.IsGenerated());

    private static string AttributeOf(HistoryHead head, string id, string history)
    {
        string oldest = head.Schema.OldestReadable > 1 ? $", OldestReadable = {head.Schema.OldestReadable}" : "";
        string rolling = head.Schema.IsRolling ? ", Compatibility = Compatibility.Rolling" : "";
        string pinned = id == Shapes.SchemaId.Of(head.Name.TrimStart('@')) ? "" : $", Id = \"{id}\"";
        return $"[SessionSchema({head.Schema.Version}{pinned}, History = \"{history}\"{oldest}{rolling})]";
    }
}
