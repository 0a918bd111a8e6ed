using System.Buffers;
using System.Data;
using Fluers.Sdk.PostgreSql.Database;
using Fluers.Sdk.PostgreSql.Opening;
using Fluers.Sdk.Storage;
using Npgsql;

namespace Fluers.Sdk.PostgreSql.Calls;

/// <summary>Reads a session's head and a range of its log, row by row as they arrive.</summary>
internal sealed class ReadCall(StoreStatements statements, SessionKey key, EntryRange range, IFrameSink sink) : DatabaseCall<bool>
{
    private const int First = SessionRow.Columns;
    private const int Count = First + 1;
    private const int Frames = First + 2;

    private readonly Lock _handing = new();
    private bool _isHandedOut;
    private bool _isInSink;
    private bool _isAbandoned;

    public override bool Changes => false;

    public override bool MayBeRepeated => !_isHandedOut;

    public override bool IsCallersFault => _isInSink;

    public override void Abandon()
    {
        lock (_handing)
        {
            _isAbandoned = true;
        }
    }

    public override async ValueTask<bool> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(statements.Read, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Text(key.Tenant).Text(key.Id.Value).Number(range.From).Number(range.EndIn(long.MaxValue));
            NpgsqlDataReader rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                return await ReadAsync(rows, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<bool> ReadAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken).ConfigureAwait(false) || SessionRow.Read(rows, key) is not { IsThere: true } session)
        {
            return false;
        }

        if (!session.IsSealed)
        {
            throw new SessionCorruptException(key, SealDamage.Session);
        }

        var log = new LogRows(session.Info, range, sink);
        await HandOutAsync(rows, (_, _, head) => sink.OnHead(session.Info, head), cancellationToken).ConfigureAwait(false);
        while (!log.IsComplete && await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            await HandOutAsync(rows, log.Take, cancellationToken).ConfigureAwait(false);
        }

        log.Complete();
        return true;
    }

    /// <summary>Hands the frames of the row at hand out, from a buffer that is taken back afterwards.</summary>
    private async ValueTask HandOutAsync(NpgsqlDataReader rows, FrameAction take, CancellationToken cancellationToken)
    {
        long first = rows.GetInt64(First);
        int count = rows.GetInt32(Count);
        if (await rows.IsDBNullAsync(Frames, cancellationToken).ConfigureAwait(false))
        {
            HandOut(take, first, count, []);   // a head that is missing, which no sink takes for a frame
            return;
        }

        Stream frames = await rows.GetStreamAsync(Frames, cancellationToken).ConfigureAwait(false);
        await using (frames.ConfigureAwait(false))
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent((int)frames.Length);
            try
            {
                Memory<byte> read = buffer.AsMemory(0, (int)frames.Length);
                await frames.ReadExactlyAsync(read, cancellationToken).ConfigureAwait(false);
                HandOut(take, first, count, read.Span);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private void HandOut(FrameAction take, long first, int count, ReadOnlySpan<byte> frames)
    {
        lock (_handing)
        {
            if (_isAbandoned)
            {
                throw new OperationCanceledException();
            }

            _isHandedOut = true;
            _isInSink = true;
            take(first, count, frames);
            _isInSink = false;
        }
    }

    private delegate void FrameAction(long first, long count, ReadOnlySpan<byte> frames);
}
