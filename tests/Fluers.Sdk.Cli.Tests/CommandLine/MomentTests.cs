using System.Globalization;
using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Tests.CommandLine;

public sealed class MomentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 14, 5, 6, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("now", "2026-11-30T12:05:06Z")]
    [InlineData("90s", "2026-11-30T12:03:36Z")]
    [InlineData("30m", "2026-11-30T11:35:06Z")]
    [InlineData("1h", "2026-11-30T11:05:06Z")]
    [InlineData("2d", "2026-11-28T12:05:06Z")]
    [InlineData("1w", "2026-11-23T12:05:06Z")]
    [InlineData("1d12h", "2026-11-29T00:05:06Z")]
    [InlineData("today", "2026-11-30T00:00:00Z")]
    [InlineData("Yesterday", "2026-11-29T00:00:00Z")]
    [InlineData("2026-11-24", "2026-11-24T00:00:00Z")]
    [InlineData("2026-11-24T10:20", "2026-11-24T10:20:00Z")]
    [InlineData("2026-11-24T10:20Z", "2026-11-24T10:20:00Z")]
    [InlineData("2026-11-24T10:20:30+02:00", "2026-11-24T08:20:30Z")]
    [InlineData("2026-11-24 10:20:30 -07:00", "2026-11-24T17:20:30Z")]
    [InlineData("2026-11-24 10:20:30Z", "2026-11-24T10:20:30Z")]                          // as the tool shows it
    [InlineData("2026-11-24T10:20:30.5000000+00:00", "2026-11-24T10:20:30.5Z")]           // as its JSON has it
    public void A_time_is_understood(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), Moment.Parse(text, Now));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("1")]
    [InlineData("-1h")]
    [InlineData("1 h")]
    [InlineData("1y")]
    [InlineData("1.5h")]
    [InlineData("11/24/2026")]
    [InlineData("24.11.2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-11-24T25:00")]
    [InlineData("999999999w")]
    [InlineData("9999999999h")]
    [InlineData("١h")]
    public void What_is_no_time_is_none(string text) => Assert.Null(Moment.Parse(text, Now));

    [Fact]
    public async Task Sessions_are_listed_since_a_time()
    {
        using Store store = await new Store("sqlite").WithAsync(messages: 1, "one");

        Assert.Contains("one", (await store.RunAsync("sessions", "list", "--since", "1h")).Good(), StringComparison.Ordinal);
        Assert.Contains("one", (await store.RunAsync("sessions", "list", "--since", "yesterday")).Good(), StringComparison.Ordinal);
        Assert.Equal("No sessions.\n", (await store.RunAsync("sessions", "list", "--since", "9999-01-01")).Good());
        Assert.Contains("how long ago (90s, 30m, 1h, 2d, 1w, or 1d12h), today or yesterday, a date (2026-11-30)", (await store.RunAsync("sessions", "list", "--since", "soon")).Complaint(2), StringComparison.Ordinal);
    }
}
