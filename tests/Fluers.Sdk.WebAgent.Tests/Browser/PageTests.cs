using Fluers.Sdk.WebAgent.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fluers.Sdk.WebAgent.Tests.Browser;

[Collection(nameof(Harness.Browser))]
public sealed class PageTests(Harness.Browser browser, SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Answer = "Done: 39.90 EUR for order A-1042 goes back to you within 3 days. The refund is R-1042-1.";

    [Fact]
    public async Task The_server_is_killed_in_a_turn_and_started_again_and_the_page_reconnects_and_the_turn_finishes_with_everything_shown_once()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync("RefundPause=01:00:00");
        await using Window window = await browser.OpenAsync(server);

        await window.SayAsync("It arrived broken, please refund A-1042.");
        await Expect(window.Calls.Nth(1)).ToHaveAttributeAsync("data-state", "running");
        await server.KillAsync();
        await Expect(window.Connection).ToHaveTextAsync("Reconnecting");
        await server.StartAgainAsync();

        await Expect(window.Connection).ToHaveTextAsync("Live");
        await Expect(window.Answers).ToHaveTextAsync(Answer);
        await Expect(window.Turns).ToHaveCountAsync(1);
        await Expect(window.Page.Locator(".said")).ToHaveTextAsync("It arrived broken, please refund A-1042.");
        Assert.Equal(["completed", "unknown", "completed", "completed"], await StatesAsync(window));
        await Expect(window.Page.GetByText("The turn goes on, attempt 2.")).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToBeHiddenAsync();

        string shown = await window.Page.Locator("#transcript").InnerTextAsync();
        await window.Page.ReloadAsync();
        await Expect(window.Answers).ToHaveTextAsync(Answer);
        Assert.Equal(shown, await window.Page.Locator("#transcript").InnerTextAsync());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task What_is_written_while_there_is_no_server_is_kept_in_its_box_and_taken_once_when_there_is_one()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync();
        await using Window window = await browser.OpenAsync(server);
        await window.SayAsync("Hello");
        await Expect(window.Answers).ToHaveCountAsync(1);

        await server.KillAsync();
        await window.SayAsync("Where is my order A-1042?");
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Sending" })).ToBeVisibleAsync();
        await Expect(window.Message).ToHaveValueAsync("Where is my order A-1042?");
        await server.StartAgainAsync();

        await Expect(window.Answers.Nth(1)).ToContainTextAsync("the desk lamp");
        await Expect(window.Message).ToHaveValueAsync("");
        await Expect(window.Turns).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task With_the_keyboard_alone_one_begins_reads_a_tool_call_stops_a_turn_and_goes_back()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync();
        await using Window window = await browser.OpenAsync(server);
        IPage page = window.Page;

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to the message box")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(window.Message).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Where is my order");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("A-1042?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(window.Answers).ToHaveCountAsync(1);
        await Expect(window.Message).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(window.Calls.Locator("summary")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("desk lamp", new() { Exact = true })).ToBeVisibleAsync();
        await server.KillAsync();
        await Expect(window.Connection).ToHaveTextAsync("Reconnecting");
        await server.StartAgainAsync("LookUpPause=01:00:00");
        await Expect(window.Connection).ToHaveTextAsync("Live");

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("And A-1043?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(window.Turns.Last.GetByText("Stopped.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "New conversation" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How can we help?" })).ToBeVisibleAsync();
        await Expect(window.Message).ToBeFocusedAsync();
        await page.GoBackAsync();
        await Expect(window.Turns).ToHaveCountAsync(2);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_list_has_ones_own_conversations_and_opens_them_and_nobody_elses_address_works()
    {
        await using Window owner = await browser.OpenAsync(shared.Server);
        await using Window other = await browser.OpenAsync(shared.Server);
        await owner.SayAsync("Where is my order A-1042?");
        await Expect(owner.Answers).ToHaveCountAsync(1);
        ILocator line = owner.Page.GetByRole(AriaRole.Link, new() { Name = "Where is my order A-1042?" });
        await Expect(line).ToHaveAttributeAsync("aria-current", "page");
        string address = owner.Page.Url;

        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "New conversation" }).ClickAsync();
        await line.ClickAsync();
        await Expect(owner.Answers).ToHaveCountAsync(1);

        await other.Page.GotoAsync(address);
        await other.Page.ReloadAsync();
        await Expect(other.Connection).ToHaveTextAsync("Not found");
        await Expect(other.Turns).ToHaveCountAsync(0);
        await Expect(other.Page.Locator("#list li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_conversation_is_deleted_once_one_has_said_that_one_means_it()
    {
        await using Window window = await browser.OpenAsync(shared.Server);
        IPage page = window.Page;
        await window.SayAsync("Hello");
        await Expect(window.Answers).ToHaveCountAsync(1);
        ILocator delete = page.GetByRole(AriaRole.Button, new() { Name = "Delete: Hello" });
        ILocator dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Delete this conversation?" });

        await delete.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Keep it" })).ToBeFocusedAsync();
        await Expect(dialog).ToHaveAccessibleDescriptionAsync("Hello");
        Assert.Empty(await window.BarriersAsync());
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(delete).ToBeFocusedAsync();
        await Expect(window.Turns).ToHaveCountAsync(1);

        await page.Keyboard.PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete it" }).ClickAsync();
        await Expect(page.Locator("#list li")).ToHaveCountAsync(0);
        await Expect(window.Turns).ToHaveCountAsync(0);
        await Expect(window.Message).ToBeFocusedAsync();
        await Expect(page.Locator("#announcer")).ToHaveTextAsync("Deleted.");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How can we help?" })).ToBeVisibleAsync();
        await Expect(page.Locator("#list li")).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("Approve", "completed", "Done: order A-1041 is cancelled, and you pay nothing.")]
    [InlineData("Reject", "rejected", "All right, order A-1041 stays as it is.")]
    public async Task A_call_that_waits_is_approved_or_rejected_with_the_keyboard_after_the_page_was_closed(string choice, string state, string answer)
    {
        await using Window window = await browser.OpenAsync(shared.Server);
        IPage page = window.Page;
        await window.SayAsync("Please cancel order A-1041.");
        await Expect(window.Calls).ToHaveAttributeAsync("data-state", "waiting");
        await Expect(page.Locator("#list")).ToContainTextAsync("Waits for you");
        Assert.Empty(await window.BarriersAsync());

        await page.ReloadAsync();
        await Expect(window.Calls.GetByText("A-1041", new() { Exact = true }).Last).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = choice }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(window.Answers).ToHaveTextAsync(answer);
        await Expect(window.Calls).ToHaveAttributeAsync("data-state", state);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = choice })).ToHaveCountAsync(0);
        await Expect(page.Locator("#list")).Not.ToContainTextAsync("Waits for you");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Amounts_have_two_decimals()
    {
        await using Window window = await browser.OpenAsync(shared.Server);

        await window.SayAsync("Where is my order A-1042?");
        await window.Calls.Locator("summary").ClickAsync();

        await Expect(window.Calls.Locator("dd").Nth(4)).ToHaveTextAsync("39.90 EUR");
        await Expect(window.Calls.Locator("dd").Nth(5)).ToHaveTextAsync("0.00 EUR");
    }

    [Fact]
    public async Task Markup_that_somebody_writes_is_text()
    {
        await using Window window = await browser.OpenAsync(shared.Server);

        await window.SayAsync("<img src=x onerror=alert(1)><b>A-1042</b>");

        await Expect(window.Page.Locator(".said")).ToHaveTextAsync("<img src=x onerror=alert(1)><b>A-1042</b>");
        await Expect(window.Answers).ToHaveCountAsync(1);
        await Expect(window.Page.Locator("#list span")).ToHaveTextAsync("<img src=x onerror=alert(1)><b>A-1042</b>");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Answers_and_tool_calls_are_told_to_those_who_do_not_see_them()
    {
        await using WebAgentServer server = await WebAgentServer.StartAsync("LookUpPause=01:00:00");
        await using Window window = await browser.OpenAsync(server);
        ILocator announcer = window.Page.Locator("#announcer");

        await window.SayAsync("Where is my order A-1042?");

        await Expect(announcer).ToHaveTextAsync("Look up order A-1042: running");
        await server.KillAsync();
        await server.StartAgainAsync();   // and now the order is found at once
        await Expect(announcer).ToHaveTextAsync("Your order A-1042, the desk lamp for 39.90 EUR, was delivered yesterday.");
        await Expect(announcer).ToHaveAttributeAsync("role", "status");
    }

    private static async Task<string[]> StatesAsync(Window window) =>
        await window.Calls.EvaluateAllAsync<string[]>("calls => calls.map(call => call.dataset.state)");
}
