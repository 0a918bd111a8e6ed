using Fluers.Sdk.PostgreSql.Database;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Following;

/// <summary>
/// Hears of the changes that other processes make, over one connection that listens, from the first that anybody waits for to the
/// closing of the storage. When it breaks another one is opened, and all who wait look for themselves. So they do once a second where a
/// pooler stands in between: what a connection hears that it lends is told to nobody, or to somebody else.
/// </summary>
internal sealed class ForeignChanges(ChangeNotice notice, ChangeChannel channel, SessionDatabase database) : IAsyncDisposable
{
    /// <summary>
    /// How long the connection may be silent before it is asked whether it lives. Then all who wait look for themselves too: a pooler
    /// between here and the server may let nothing through.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>How often all who wait look for themselves where a pooler lends connections, of which none can listen.</summary>
    private static readonly TimeSpan PooledSilence = TimeSpan.FromSeconds(1);

    /// <summary>How long to try to connect again after the connection broke, before those who wait are told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _close = new();
    private readonly HashSet<string> _wanted = [];
    private readonly HashSet<string> _heard = [];
    private TaskCompletionSource _step = NewStep();   // ends when more is heard, or nothing can be
    private CancellationTokenSource _interrupt = new();
    private Task _listener = Task.CompletedTask;
    private bool _isListening;

    /// <summary>Returns when every change of a session from now on is heard of.</summary>
    /// <exception cref="SessionStorageException">The server cannot be reached.</exception>
    public async ValueTask ListenAsync(SessionKey key, CancellationToken cancellationToken)
    {
        string name = channel.NameOf(key);
        while (Want(name) is { } step)
        {
            await step.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the connection that listens.</summary>
    public async ValueTask DisposeAsync()
    {
        Task listener;
        lock (_lock)
        {
            _close.Cancel();
            listener = _listener;
        }

        await listener.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            _step.TrySetException(new ObjectDisposedException(nameof(PostgreSqlStorage)));
            _ = _step.Task.Exception;
        }
    }

    /// <returns>What to wait for; <see langword="null"/> when the channel is heard already.</returns>
    private Task? Want(string name)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_close.IsCancellationRequested, typeof(PostgreSqlStorage));
            if (_heard.Contains(name))
            {
                return null;
            }

            if (_wanted.Add(name))
            {
                _interrupt.Cancel();
            }

            if (!_isListening)
            {
                _isListening = true;
                _listener = Task.Run(RunAsync);
            }

            return _step.Task;
        }
    }

    private async Task RunAsync()
    {
        bool wasConnected = false;
        for (long? lostAt = null; ;)
        {
            try
            {
                if (database.Connections.IsPooled)
                {
                    await AskAroundAsync().ConfigureAwait(false);
                }

                NpgsqlConnection connection = await database.OpenAsync(_close.Token).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    connection.Notification += (_, told) => Hear(told.Payload);
                    wasConnected = true;
                    lostAt = null;
                    await ListenAsync(connection).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (!_close.IsCancellationRequested)
            {
                lostAt ??= Environment.TickCount64;
                bool isHopeless = !wasConnected || !SessionDatabase.IsDatabaseFault(e) || Environment.TickCount64 - lostAt > Patience.TotalMilliseconds;
                Lose(isHopeless ? DatabaseErrors.Describe(database.Place, e, Outcome.None) : null);
                if (isHopeless)
                {
                    return;
                }
            }

            await Task.Delay(Pause, _close.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Lets all who wait look for themselves, again and again. They find out themselves what they cannot reach.</summary>
    private async Task AskAroundAsync()
    {
        while (true)
        {
            (string[] more, CancellationToken interrupt) = Next();
            Heard(more);
            await Task.Delay(PooledSilence, interrupt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _close.Token.ThrowIfCancellationRequested();
            notice.ChangedAll();
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        while (!database.Connections.IsPooled)
        {
            (string[] more, CancellationToken interrupt) = Next();
            if (more.Length > 0)
            {
                await ExecuteAsync(connection, string.Join(';', more.Select(name => $"LISTEN {name}"))).ConfigureAwait(false);
                Heard(more);
            }
            else if (!await IsAnythingHeardAsync(connection, interrupt).ConfigureAwait(false))
            {
                await ExecuteAsync(connection, "SELECT 1").ConfigureAwait(false);
                notice.ChangedAll();
            }
        }
    }

    /// <returns>Whether a notification came, or a channel is wanted; <see langword="false"/> after a long silence.</returns>
    private async Task<bool> IsAnythingHeardAsync(NpgsqlConnection connection, CancellationToken interrupt)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        silence.CancelAfter(Silence);
        try
        {
            await connection.WaitAsync(silence.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!_close.IsCancellationRequested)
        {
            return interrupt.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            // Closing: the connection may be one of a pool, whose next user wants to hear nothing.
            await ExecuteAsync(connection, "UNLISTEN *").ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Hear(string text)
    {
        if (ChangeChannel.KeyOf(text) is { } key)
        {
            notice.Changed(key);
        }
    }

    private (string[] More, CancellationToken Interrupt) Next()
    {
        lock (_lock)
        {
            _interrupt.Dispose();
            _interrupt = CancellationTokenSource.CreateLinkedTokenSource(_close.Token);
            return ([.. _wanted.Except(_heard)], _interrupt.Token);
        }
    }

    private void Heard(string[] names)
    {
        lock (_lock)
        {
            _heard.UnionWith(names);
            _step.SetResult();
            _step = NewStep();
        }
    }

    private void Lose(SessionStorageException? hopeless)
    {
        lock (_lock)
        {
            _heard.Clear();
            if (hopeless is not null)
            {
                _isListening = false;
                _wanted.Clear();
                _step.SetException(hopeless);
                _ = _step.Task.Exception;   // seen, even if nobody waits
                _step = NewStep();
            }
        }

        notice.ChangedAll();
    }

    private static TaskCompletionSource NewStep() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
