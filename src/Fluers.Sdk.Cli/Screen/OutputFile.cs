using System.Text;
using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Screen;

/// <summary>A file that a command writes. It is there whole, or not at all: what fails or is killed in the middle leaves nothing under its name.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file of text.</summary>
    public static Task WriteAsync(string file, string text, CancellationToken cancellationToken) =>
        WriteAsync(file, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken), cancellationToken);

    /// <param name="file">The path as the command line has it.</param>
    /// <param name="content">Writes what is to be in it.</param>
    /// <param name="cancellationToken">Cancels the writing; the file is then as it was.</param>
    public static async Task WriteAsync(string file, Func<Stream, ValueTask> content, CancellationToken cancellationToken)
    {
        string path = Surroundings.Current.Full(file);
        path = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (IsNoFile(path))
        {
            await using FileStream device = File.Open(path, FileMode.Open, FileAccess.Write);
            await content(device);
            return;
        }

        string fresh = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (FileStream stream = new(fresh, FileMode.CreateNew, FileAccess.Write))
            {
                await content(stream);
                cancellationToken.ThrowIfCancellationRequested();
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    /// <summary>A device or a pipe takes what is written, and is not replaced.</summary>
    private static bool IsNoFile(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);
}
