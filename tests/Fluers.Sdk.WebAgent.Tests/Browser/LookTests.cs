using Fluers.Sdk.WebAgent.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fluers.Sdk.WebAgent.Tests.Browser;

/// <summary>
/// How the page looks, as far as a rule can say; <c>FLUERS_PICTURES</c> names a folder that gets the pictures for eyes to judge.
/// </summary>
public sealed class LookTests(Harness.Browser browser) : IClassFixture<Harness.Browser>
{
    [Theory]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(1280, 800, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(320, 640, ColorScheme.Dark)]
    public async Task The_page_keeps_nobody_out_and_fits_its_window(int width, int height, ColorScheme scheme)
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync(TimeSpan.FromMilliseconds(80));
        await using Window window = await browser.OpenAsync(server, width, height, scheme);
        await ExpectItIsWellAsync("welcome");

        await window.SayAsync("Where is my order A-1042?");
        await Expect(window.Answers).ToHaveCountAsync(1);
        await window.SayAsync("It arrived broken. Please refund it.");
        await Expect(window.Calls.Nth(2)).ToHaveAttributeAsync("data-state", "running");
        await server.KillAsync();
        await Expect(window.Connection).ToHaveTextAsync("Reconnecting");
        await ExpectItIsWellAsync("lost");

        await server.StartAgainAsync();
        await Expect(window.Answers).ToHaveCountAsync(2, new() { Timeout = 20_000 });
        await window.Calls.Last.Locator("summary").ClickAsync();
        await ExpectItIsWellAsync("answered");
        if (width < 800)
        {
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "Conversations" }).ClickAsync();
            await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Where is my order A-1042?" })).ToBeVisibleAsync();
            await ExpectItIsWellAsync("list");
        }

        async Task ExpectItIsWellAsync(string moment)
        {
            if (Environment.GetEnvironmentVariable("FLUERS_PICTURES") is { Length: > 0 } folder)
            {
                await window.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{moment}-{width}-{scheme}.png".ToLowerInvariant()) });
            }

            Assert.Empty(await window.BarriersAsync());
            Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{moment} is wider than {width}");
        }
    }
}
