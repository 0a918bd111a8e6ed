using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Schemas.Checking;

/// <summary>The path of a file from the root of its repository, which is how servers name files.</summary>
internal static class RepositoryPath
{
    public static string Of(string path)
    {
        string full = Surroundings.Current.Full(path);
        string folder = Path.GetDirectoryName(full)!;

        // The folder of a lock that was deleted may be gone with it.
        string present = folder;
        while (!Directory.Exists(present))
        {
            present = Path.GetDirectoryName(present)!;
        }

        return new Git(present).Prefix + Path.GetRelativePath(present, full).Replace('\\', '/');
    }
}
