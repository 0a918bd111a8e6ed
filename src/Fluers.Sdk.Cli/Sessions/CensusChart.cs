using Fluers.Sdk.Cli.Catalog;
using Fluers.Sdk.Cli.Screen;

namespace Fluers.Sdk.Cli.Sessions;

/// <summary>The census as a picture: a bar for each version at rest, those below the newest in another colour.</summary>
internal static class CensusChart
{
    private const double Longest = 360;
    private const double Row = 22;

    public static string Draw(Census census, SchemaCatalog catalog)
    {
        var picture = new Svg();
        long most = census.Shares.Values.Select(share => share.Frames).DefaultIfEmpty(1).Max();
        double y = 20;
        foreach (IGrouping<ulong, KeyValuePair<(ulong Schema, int Version), Census.Share>> schema in census.Shares.GroupBy(share => share.Key.Schema).OrderBy(schema => catalog.NameOf(schema.Key)))
        {
            picture.Text(12, y, catalog.NameOf(schema.Key), "title");
            int newest = catalog.Find(schema.Key)?.Last.Version ?? int.MaxValue;
            foreach (((_, int version), Census.Share share) in schema.OrderBy(share => share.Key.Version))
            {
                y += Row;
                double length = Math.Max(2, Longest * share.Frames / most);
                picture.Text(24, y, $"version {version}");
                picture.Box(120, y - 11, length, 14, version < newest ? "old" : "bar");
                picture.Text(128 + length, y, $"{Sizes.Number(share.Frames)} in {Sizes.Count(share.Sessions, "session")}", "dim");
            }

            y += Row * 1.5;
        }

        return picture.ToString();
    }
}
