namespace Fluers.Sdk.Testing;

/// <summary>
/// What a schema promises to the sessions that are stored of it: values come back, every published version is read, and what a version
/// writes it writes for ever. A schema gets the laws by deriving a class with some samples.
/// </summary>
/// <remarks>
/// Published versions are proved by golden frames, <c>schemas/golden/&lt;id&gt;.v&lt;n&gt;.bin</c> beside the locks. They are made once,
/// of the samples, by running the tests with <c>FLUERS_GOLDEN=1</c> in the environment when a version has just been published, and are
/// never made again: a later build that cannot read them cannot read what is stored.
/// </remarks>
public abstract class SchemaLaws
{
    private readonly SchemaSamples _samples;

    /// <param name="samples">The schema, and values of it.</param>
    protected SchemaLaws(SchemaSamples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        _samples = samples;
        if (IsPublished)
        {
            _samples.Golden.WriteOnce(_samples.Schema.Version, () => [.. _samples.Stored.SelectMany(frame => frame)]);
        }
    }

    private bool IsPublished => _samples.Golden.PublishedVersions.Contains(_samples.Schema.Version);

    [Fact]
    public void Samples_come_back_as_they_were_stored()
    {
        Assert.NotEmpty(_samples.Stored);
        Assert.All(_samples.Stored, IsStoredAgain);
    }

    [Fact]
    public void A_frame_that_was_cut_off_is_refused() => Assert.All(_samples.Stored, frame =>
        Assert.All(Enumerable.Range(0, frame.Length), length => Assert.Throws<SessionCorruptException>(() => _samples.Again(frame.AsSpan(0, length)))));

    [Fact]
    public void Every_published_version_is_read_and_stored_as_todays() => Assert.All(_samples.Golden.PublishedVersions, version =>
    {
        IReadOnlyList<object> values = _samples.Migrated(version);
        Assert.NotEmpty(values);
        Assert.All(values, value => IsStoredAgain(_samples.Encode(value)));
    });

    [Fact]
    public void A_published_version_writes_what_it_wrote_when_it_was_published()
    {
        if (IsPublished)
        {
            string golden = Convert.ToHexString(_samples.Golden.Bytes(_samples.Schema.Version));
            Assert.Equal(golden, string.Concat(_samples.Migrated(_samples.Schema.Version).Select(value => Convert.ToHexString(_samples.Encode(value)))));
            Assert.Equal(golden, string.Concat(_samples.Stored.Select(Convert.ToHexString)));
        }
    }

    /// <summary>What was stored of a version, as today's type: a test of one's own looks whether the hops gave what they should.</summary>
    /// <typeparam name="T">The schema.</typeparam>
    /// <param name="version">A published version.</param>
    /// <returns>The values, in the order in which they were samples.</returns>
    protected IReadOnlyList<T> Migrated<T>(int version) => [.. _samples.Migrated(version).Cast<T>()];

    private void IsStoredAgain(byte[] frame) => Assert.Equal(Convert.ToHexString(frame), Convert.ToHexString(_samples.Again(frame)));
}
