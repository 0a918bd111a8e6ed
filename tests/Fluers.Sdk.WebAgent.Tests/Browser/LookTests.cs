using Fluers.Sdk.WebAgent.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fluers.Sdk.WebAgent.Tests.Browser;

/// <summary>
/// How the page looks, as far as a rule can say; <c>FLUERS_PICTURES</c> names a folder that gets the pictures for eyes to judge.
/// </summary>
[Collection(nameof(Harness.Browser))]
public sealed class LookTests(Harness.Browser browser)
{
    private static readonly (int Width, int Height, ColorScheme Scheme)[] Windows =
        [(1280, 800, ColorScheme.Light), (1280, 800, ColorScheme.Dark), (390, 844, ColorScheme.Light), (320, 640, ColorScheme.Dark)];

    [Fact]
    public async Task The_page_keeps_nobody_out_and_fits_its_window_on_a_desk_and_on_a_phone_by_day_and_by_night()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync("RefundPause=01:00:00");
        Window[] windows = await Task.WhenAll(Windows.Select(kind => browser.OpenAsync(server, kind.Width, kind.Height, kind.Scheme)));
        await AllAsync(async window =>
        {
            await ExpectItIsWellAsync(window, "welcome");
            await window.SayAsync("Hello! Can I change the colour of an order?");
            await Expect(window.Answers).ToHaveCountAsync(1);
            await window.Page.GotoAsync("/#new");

            await window.SayAsync("Where is my order A-1042?");
            await Expect(window.Answers).ToHaveTextAsync("Your order A-1042, the desk lamp for 39.90 EUR, was delivered yesterday.");
        });
        await AllAsync(async window =>
        {
            await window.SayAsync("It arrived broken. Please refund it.");
            await Expect(window.Calls.Nth(2)).ToHaveAttributeAsync("data-state", "running");
        });

        await server.KillAsync();
        await AllAsync(async window =>
        {
            await Expect(window.Connection).ToHaveTextAsync("Reconnecting");
            await ExpectItFitsAsync(window, "lost");
        });

        await server.StartAgainAsync();
        await AllAsync(async window =>
        {
            await Expect(window.Answers).ToHaveCountAsync(2);
            await ExpectItFitsAsync(window, "answered");
            await window.SayAsync("Please cancel order A-1041.");
            await Expect(window.Calls.Last).ToHaveAttributeAsync("data-state", "waiting");
            await Expect(window.Page.Locator("#list")).ToContainTextAsync("Waits for you");
            await ExpectItIsWellAsync(window, "waiting");
            await window.Calls.Nth(4).Locator("summary").ClickAsync();
            if (await window.Page.GetByRole(AriaRole.Button, new() { Name = "Conversations" }).IsVisibleAsync())
            {
                await window.Page.GetByRole(AriaRole.Button, new() { Name = "Conversations" }).ClickAsync();
            }

            await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Hello! Can I change the colour of an order?" })).ToBeInViewportAsync();
            await ExpectItIsWellAsync(window, "opened");
            Assert.Empty(window.Complaints);
            await window.DisposeAsync();
        });

        Task AllAsync(Func<Window, Task> look) => Task.WhenAll(windows.Select(look));
    }

    private static async Task ExpectItIsWellAsync(Window window, string moment)
    {
        await ExpectItFitsAsync(window, moment);
        Assert.Empty(await window.BarriersAsync());
    }

    private static async Task ExpectItFitsAsync(Window window, string moment)
    {
        (int width, string scheme) = (window.Page.ViewportSize!.Width, await window.Page.EvaluateAsync<string>("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"));
        if (Environment.GetEnvironmentVariable("FLUERS_PICTURES") is { Length: > 0 } folder)
        {
            await window.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{moment}-{width}-{scheme}.png") });
        }

        Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{moment} is wider than {width}");
    }
}
