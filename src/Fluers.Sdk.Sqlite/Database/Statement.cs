using SQLitePCL;

namespace Fluers.Sdk.Sqlite.Database;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class Statement(Connection connection, string sql) : IDisposable
{
    private sqlite3_stmt? _prepared;

    // When it is first used: a table has statements that a file of an earlier format could not be asked, and is not.
    private sqlite3_stmt Prepared
    {
        get
        {
            if (_prepared is null)
            {
                connection.Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt statement));
                _prepared = statement;
            }

            return _prepared;
        }
    }

    public Statement Bind(int parameter, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(Prepared, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string value)
    {
        connection.Check(raw.sqlite3_bind_text(Prepared, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        connection.Check(raw.sqlite3_bind_blob(Prepared, parameter, value));
        return this;
    }

    /// <summary>Binds an id as its 16 bytes, in the order in which ids are compared; none as NULL.</summary>
    public Statement Bind(int parameter, Guid? value)
    {
        if (value is not { } id)
        {
            return this;   // what is not bound is NULL
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(parameter, bytes);
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Step()
    {
        int result = raw.sqlite3_step(Prepared);
        connection.Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that gives no rows, unless another connection has locked what it needs.</summary>
    /// <returns>Whether it ran.</returns>
    public bool TryRun()
    {
        using (Rows())
        {
            int result = raw.sqlite3_step(Prepared);
            if ((result & 0xFF) == raw.SQLITE_BUSY)
            {
                return false;
            }

            connection.Check(result);
            return true;
        }
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        using (Rows())
        {
            Step();
        }
    }

    /// <summary>Runs a statement that inserts a row.</summary>
    /// <returns>The key of the row.</returns>
    public long Insert()
    {
        Run();
        return raw.sqlite3_last_insert_rowid(connection.Handle);
    }

    /// <summary>Makes the statement ready for its next use when the result is disposed, and lets go of what was bound.</summary>
    public Use Rows() => new(this);

    public long Number(int column) => raw.sqlite3_column_int64(Prepared, column);

    public string Text(int column) => raw.sqlite3_column_text(Prepared, column).utf8_to_string() ?? "";

    /// <summary>The bytes of a column, where SQLite holds them: valid until the next <see cref="Step"/> or the end of the use.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(Prepared, column);

    /// <summary>An id; <see langword="null"/> for NULL, and for what is none.</summary>
    public Guid? Id(int column) => Bytes(column) is { Length: 16 } bytes ? new Guid(bytes, bigEndian: true) : null;

    public void Dispose() => _prepared?.Dispose();

    /// <summary>One use of a statement.</summary>
    public readonly struct Use(Statement statement) : IDisposable
    {
        public void Dispose() => statement.Reset();
    }

    // Reset repeats the error of the last step, which was thrown already.
    private void Reset()
    {
        if (_prepared is { } statement)
        {
            _ = raw.sqlite3_reset(statement);
            _ = raw.sqlite3_clear_bindings(statement);
        }
    }
}
