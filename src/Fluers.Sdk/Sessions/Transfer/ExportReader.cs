using System.IO.Hashing;
using Fluers.Sdk.Frames;

namespace Fluers.Sdk;

/// <summary>Reads an export: what it says that it holds, a head, its entries, and the seal, which is held against all of them.</summary>
internal sealed class ExportReader(SessionKey key, Stream source, ImportSeal seal) : IDisposable
{
    private readonly FrameStream _frames = new(source);
    private readonly XxHash3 _hash = new();
    private long _length;

    /// <summary>What the export says of its session; <see langword="null"/> for one without a seal.</summary>
    public ExportFacts? Facts { get; private set; }

    /// <summary>The head, one frame.</summary>
    public byte[] Head { get; private set; } = [];

    /// <summary>The current entry, one frame; valid until the next one is read.</summary>
    public ReadOnlyMemory<byte> Entry => _frames.Frame;

    /// <summary>How many entries were read.</summary>
    public long EntryCount { get; private set; }

    /// <summary>Reads what stands in front of the entries.</summary>
    /// <exception cref="SessionCorruptException">It is no beginning of an export.</exception>
    public async ValueTask ReadHeadAsync(CancellationToken cancellationToken)
    {
        if (!await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Corrupt("there is no frame to import");
        }

        if (Kind == FrameKind.ExportStart)
        {
            Facts = Checked(static frame => ExportFrames.ReadStart(frame));
            Take();
            if (!await NextAsync(cancellationToken).ConfigureAwait(false))
            {
                throw Corrupt("it ends before its head: it was cut");
            }
        }
        else if (Kind == FrameKind.Head && seal == ImportSeal.Required)
        {
            throw Corrupt(
                "it has no seal, so that nobody can tell whether it is whole. An earlier version exported it, or its beginning is missing. "
                + $"To import it as it is, say {nameof(ImportSeal)}.{nameof(ImportSeal.Optional)}, and compare what arrives with where it came from");
        }

        Demand(FrameKind.Head);
        Head = _frames.Frame.ToArray();
        Take();
    }

    /// <summary>Goes to the next entry.</summary>
    /// <returns>Whether there is one; otherwise the export is at its end, and whole.</returns>
    /// <exception cref="SessionCorruptException">It is not whole, or damaged.</exception>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (!await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            return Facts is not { } facts
                ? false
                : throw Corrupt($"it ends behind entry {EntryCount} of {facts.EntryCount}, without its seal: it was cut");
        }

        if (Facts is not null && Kind == FrameKind.ExportEnd)
        {
            await EndAsync(Facts.Value, cancellationToken).ConfigureAwait(false);
            return false;
        }

        Demand(FrameKind.Entry);
        EntryCount++;
        Take();
        return true;
    }

    public void Dispose() => _frames.Dispose();

    private FrameKind Kind => FrameHeader.KindOf(_frames.Frame.Span);

    private async ValueTask EndAsync(ExportFacts facts, CancellationToken cancellationToken)
    {
        ExportSeal stated = Checked(static frame => ExportFrames.ReadEnd(frame));
        var found = new ExportSeal(EntryCount, _length, _hash.GetCurrentHashAsUInt64());
        if (stated != found || facts.EntryCount != EntryCount)
        {
            throw Corrupt(
                $"it says that it holds {facts.EntryCount} entries, and its seal is of {stated.EntryCount} entries in {stated.Length} bytes; "
                + $"found are {found.EntryCount} in {found.Length}{(stated.Checksum == found.Checksum ? "" : ", with another checksum")}");
        }

        if (await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Corrupt("more follows its seal");
        }
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _frames.MoveNextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SessionCorruptException e)
        {
            throw At(e);
        }
    }

    private void Take()
    {
        _hash.Append(_frames.Frame.Span);
        _length += _frames.Frame.Length;
    }

    private void Demand(FrameKind expected)
    {
        if (Kind != expected)
        {
            throw Corrupt($"a frame of kind {Kind} stands where one of kind {expected} is due");
        }
    }

    private T Checked<T>(Func<ReadOnlySpan<byte>, T> read)
    {
        try
        {
            return read(_frames.Frame.Span);
        }
        catch (SessionCorruptException e)
        {
            throw At(e);
        }
    }

    private SessionCorruptException Corrupt(string reason) => At(new SessionCorruptException(reason, _frames.Offset));

    private SessionCorruptException At(SessionCorruptException e) => e.At(e.In with { Session = key, Arriving = true });
}
