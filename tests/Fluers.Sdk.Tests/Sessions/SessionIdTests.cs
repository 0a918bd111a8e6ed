using CsCheck;

namespace Fluers.Sdk.Tests.Sessions;

public class SessionIdTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@";

    [Fact]
    public void Exactly_the_alphabet_makes_an_id()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            Assert.Equal(Alphabet.Contains((char)c), SessionId.TryParse($"a{(char)c}", out _));
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void An_id_has_1_to_128_characters(int length, bool valid)
    {
        string text = new('x', length);

        Assert.Equal(valid, SessionId.TryParse(text, out SessionId id));
        Assert.Equal(valid ? text : "", id.Value);
        if (valid)
        {
            Assert.Equal(id, new SessionId(text));
            Assert.Equal(id, SessionId.Parse(text));
        }
        else
        {
            Assert.Contains($"this one has {length}", Assert.Throws<ArgumentException>(() => new SessionId(text)).Message);
            Assert.Contains($"this one has {length}", Assert.Throws<FormatException>(() => SessionId.Parse(text)).Message);
        }
    }

    [Fact]
    public void A_text_that_is_no_id_is_told_which_character_is_wrong()
    {
        Assert.Contains("U+002F at position 2", Assert.Throws<ArgumentException>(() => new SessionId("..//etc")).Message);
        Assert.Contains("U+00E9 at position 1", Assert.Throws<FormatException>(() => SessionId.Parse("hé")).Message);
        Assert.Throws<ArgumentNullException>(() => new SessionId(null!));
        Assert.Throws<ArgumentNullException>(() => SessionId.Parse(null!));
        Assert.False(SessionId.TryParse(null, out _));
    }

    [Fact]
    public void A_valid_id_survives_its_text() =>
        Gen.Char[Alphabet].Array[1, 128].Select(c => new string(c)).Sample(text =>
        {
            var id = new SessionId(text);
            Assert.Equal(text, id.ToString());
            Assert.Equal(id, SessionId.Parse(id.ToString()));
        });

    [Fact]
    public void Fresh_ids_differ_and_are_Guids_of_version_7()
    {
        HashSet<SessionId> ids = [.. Enumerable.Range(0, 1000).Select(_ => SessionId.New())];

        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.Equal(7, Guid.Parse(id.Value).Version));
    }

    [Fact]
    public void A_Guid_is_an_id_in_its_36_characters()
    {
        Guid guid = Guid.Parse("0123ABCD-0000-4000-8000-0123456789AB");
        SessionId id = guid;

        Assert.Equal("0123abcd-0000-4000-8000-0123456789ab", id.Value);
        Assert.Equal(id, SessionId.FromGuid(guid));
    }

    [Fact]
    public void Ids_are_compared_to_the_letter_and_ordered_ordinally()
    {
        SessionId upper = new("B"), lower = new("a");

        Assert.NotEqual(new SessionId("A"), lower);
        Assert.True(upper < lower);
        Assert.True(lower > upper);
        Assert.True(upper <= new SessionId("B"));
        Assert.True(lower >= upper);
        Assert.Equal([upper, lower], new[] { lower, upper }.Order());
    }

    [Fact]
    public void The_default_id_is_empty_and_names_no_session()
    {
        Assert.Equal("", default(SessionId).Value);
        Assert.Equal("", default(SessionId).ToString());
        Assert.Throws<ArgumentException>(() => new SessionKey(default));
        Assert.True(default(SessionId) < new SessionId("-"));
    }
}
