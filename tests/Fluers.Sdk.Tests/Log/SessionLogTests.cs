using System.Collections;

namespace Fluers.Sdk.Tests.Log;

public class SessionLogTests
{
    [Fact]
    public void A_log_holds_what_was_appended_oldest_first()
    {
        SessionLog<string> log = SessionLog<string>.Empty.Append("a").Append("b").Append(["c", "d"]);

        Assert.Equal(4, log.Count);
        Assert.Equal("a", log[0]);
        Assert.Equal("d", log[3]);
        Assert.Equal(["a", "b", "c", "d"], log.AsSpan().ToArray());
        Assert.Equal("SessionLog<String>[4]", log.ToString());
    }

    [Fact]
    public void A_collection_expression_makes_a_log()
    {
        SessionLog<int> log = [1, 2, 3];
        SessionLog<int> more = [.. log, 4];
        SessionLog<int> none = [];

        Assert.Equal([1, 2, 3, 4], more.AsSpan().ToArray());
        Assert.Same(SessionLog<int>.Empty, none);
        Assert.Equal(3, log.Count);
    }

    [Fact]
    public void A_log_does_not_follow_the_array_that_it_was_made_of()
    {
        int[] source = [1, 2];
        SessionLog<int> log = SessionLog.Create<int>(source);

        source[0] = 9;

        Assert.Equal(1, log[0]);
    }

    [Fact]
    public void Appending_leaves_the_log_it_started_from_as_it_was()
    {
        SessionLog<int> log = [1, 2];

        SessionLog<int> longer = log.Append(3);

        Assert.Equal([1, 2], log.AsSpan().ToArray());
        Assert.Equal([1, 2, 3], longer.AsSpan().ToArray());
        Assert.Same(log, log.Append([]));
    }

    [Fact]
    public void Forks_from_one_beginning_do_not_disturb_one_another()
    {
        SessionLog<int> trunk = SessionLog<int>.Empty.Append(0).Append(1);   // with room to spare: both forks want the same place
        SessionLog<int> left = trunk.Append(10);
        SessionLog<int> right = trunk.Append(20);
        left = left.Append([11, 12, 13, 14]);
        right = right.Append([21, 22, 23, 24]);

        Assert.Equal([0, 1], trunk.AsSpan().ToArray());
        Assert.Equal([0, 1, 10, 11, 12, 13, 14], left.AsSpan().ToArray());
        Assert.Equal([0, 1, 20, 21, 22, 23, 24], right.AsSpan().ToArray());
        Assert.True(left.StartsWith(trunk));
        Assert.True(right.StartsWith(trunk));
        Assert.False(left.StartsWith(right));
    }

    [Fact]
    public void A_log_can_be_appended_to_itself()
    {
        SessionLog<int> log = [1, 2, 3];
        for (int i = 0; i < 5; i++)
        {
            log = log.Append(log.AsSpan());
        }

        Assert.Equal(Enumerable.Repeat(new[] { 1, 2, 3 }, 32).SelectMany(x => x), log.AsSpan().ToArray());
    }

    [Fact]
    public void Logs_are_equal_when_their_entries_are()
    {
        SessionLog<string> one = ["a", "b"];
        SessionLog<string> two = SessionLog<string>.Empty.Append(new string('a', 1)).Append("b");

        Assert.True(one.Equals(two));
        Assert.True(one.Equals((object)two));
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.False(one.Equals(two.Append("c")));
        Assert.False(one.Equals((SessionLog<string>)["a", "c"]));
        Assert.False(one.Equals((SessionLog<string>)["b", "b"]));
        Assert.False(one.Equals(null));
        Assert.False(one.Equals("ab"));
        Assert.Equal(0, SessionLog<string>.Empty.GetHashCode());
        Assert.NotEqual(one.GetHashCode(), two.Append("c").GetHashCode());
    }

    [Fact]
    public void A_log_starts_with_the_beginnings_it_has_whoever_made_them()
    {
        SessionLog<string> log = ["a", "b", "c"];

        Assert.True(log.StartsWith([]));
        Assert.True(log.StartsWith(log));
        Assert.True(log.StartsWith(["a", "b"]));
        Assert.False(log.StartsWith(["a", "c"]));
        Assert.False(log.StartsWith(["a", "b", "c", "d"]));
        Assert.True(log.Append("d").StartsWith(log));
        Assert.False(log.StartsWith(log.Append("d")));
        Assert.Throws<ArgumentNullException>(() => log.StartsWith(null!));
    }

    [Fact]
    public void Comparing_a_log_with_its_own_beginning_looks_at_no_entry()
    {
        SessionLog<Untouchable> log = [.. Enumerable.Range(0, 100).Select(_ => new Untouchable())];
        SessionLog<Untouchable> longer = log;
        for (int i = 0; i < 500; i++)
        {
            longer = longer.Append(new Untouchable());
        }

        Assert.True(longer.StartsWith(log));       // moved to larger buffers meanwhile: the same objects
        Assert.True(longer.Append(new Untouchable()).StartsWith(longer));
    }

    [Fact]
    public void A_position_outside_the_log_is_out_of_range()
    {
        SessionLog<int> log = SessionLog<int>.Empty.Append(1);   // the buffer behind it is larger

        Assert.Throws<ArgumentOutOfRangeException>(() => log[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => log[-1]);
        Assert.Contains("1 entries", Assert.Throws<ArgumentOutOfRangeException>(() => log[3]).Message);
    }

    [Fact]
    public void A_log_is_enumerated_in_every_way_to_its_own_end()
    {
        SessionLog<int> log = SessionLog<int>.Empty.Append([1, 2, 3]);
        _ = log.Append(4);
        var seen = new List<int>();
        foreach (int entry in log)
        {
            seen.Add(entry);
        }

        Assert.Equal([1, 2, 3], seen);
        Assert.Equal([1, 2, 3], log.Select(entry => entry));
        Assert.Equal([1, 2, 3], ((IEnumerable)log).Cast<int>());
        Assert.Empty(SessionLog<int>.Empty.Select(entry => entry));
    }

    private sealed class Untouchable
    {
        public override bool Equals(object? obj) => throw new InvalidOperationException("compared");

        public override int GetHashCode() => throw new InvalidOperationException("hashed");
    }
}
