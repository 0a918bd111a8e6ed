using System.Net;
using StackExchange.Redis;

namespace Fluers.Sdk.Redis.Server;

/// <summary>A server of a cluster that takes writes.</summary>
/// <param name="EndPoint">Where it is.</param>
/// <param name="OwnsSlots">Whether it owns slots; one that does not may have keys of those that are on their way to it.</param>
internal sealed record ClusterPrimary(EndPoint EndPoint, bool OwnsSlots)
{
    /// <summary>Those that CLUSTER NODES tells of: a line each, with the address, what the server is, and behind the eighth field its slots.</summary>
    public static IEnumerable<ClusterPrimary> In(string nodes) =>
        from line in nodes.Split('\n')
        let fields = line.Split(' ')
        where fields.Length >= 8 && fields[2].Split(',').Contains("master")
        let place = EndPointCollection.TryParse(fields[1].Split('@')[0])
        where place is not null
        select new ClusterPrimary(place, fields.Length > 8);
}
