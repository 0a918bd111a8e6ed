using Fluers.Sdk.Storage;
using Fluers.Sdk.Testing;
using Microsoft.Data.Sqlite;

namespace Fluers.Sdk.Sqlite.Tests;

/// <summary>A database that another connection can lock for writing.</summary>
public sealed class LockingSqlitePlace : SqlitePlace, ILockingPlace
{
    protected override SqliteOptions Options => base.Options with { BusyTimeout = TimeSpan.FromMinutes(10) };

    public ValueTask<IAsyncDisposable> LockAsync(SessionKey session)
    {
        SqliteConnection another = Sql.Open(Database);
        another.Execute("BEGIN IMMEDIATE; UPDATE sessions SET revision = revision + 1");
        return ValueTask.FromResult<IAsyncDisposable>(another);
    }
}
