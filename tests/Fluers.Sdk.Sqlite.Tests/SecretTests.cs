namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>A password that somebody gives, as other libraries take one, is in no error and in the name of no file.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Secret = "s3cr3t-hunter2";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Data Source={0};Password=" + Secret)]
    [InlineData("Password=" + Secret + ";Data Source={0}")]
    [InlineData("DataSource={0};password = '" + Secret + "'")]
    [InlineData("Filename={0};Pwd=" + Secret)]
    [InlineData("{0};Password=" + Secret)]
    [InlineData("{0};PASSWORD=" + Secret + ";Mode=ReadOnly")]
    [InlineData("file:{0}?key=" + Secret)]
    [InlineData("file:{0}?mode=ro&key=" + Secret)]
    [InlineData("file:{0}?hexkey=" + Secret)]
    [InlineData("{0}/Password=" + Secret)]
    public void It_is_refused_and_not_repeated(string form)
    {
        foreach (Storage.StorageAccess access in Enum.GetValues<Storage.StorageAccess>())
        {
            SessionStorageException error = Assert.Throws<SessionStorageException>(() => SqliteStorage.Open(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, form, _folder.Database), new SqliteOptions { Access = access }));

            for (Exception? e = error; e is not null; e = e.InnerException)
            {
                Assert.DoesNotContain(Secret, e.ToString(), StringComparison.Ordinal);
            }
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("Data Source={0}")]
    [InlineData("Data Source={0};Mode=ReadOnly")]
    [InlineData("Filename={0};Cache=Shared")]
    public void A_connection_string_is_no_path(string form)
    {
        SessionStorageException error = Assert.Throws<SessionStorageException>(
            () => SqliteStorage.Open(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, _folder.Database)));
        Assert.Contains("connection string", error.Message, StringComparison.Ordinal);
    }
}
