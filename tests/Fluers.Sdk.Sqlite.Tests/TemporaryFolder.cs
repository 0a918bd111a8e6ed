namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>A folder that is gone after the test, as far as nobody holds its files open.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fluers-sqlite-").FullName;

    public string Database => File("sessions.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
