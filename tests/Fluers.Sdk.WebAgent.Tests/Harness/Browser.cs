using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Fluers.Sdk.Servers;
using Microsoft.Playwright;

namespace Fluers.Sdk.WebAgent.Tests.Harness;

/// <summary>The tests that share a browser, one after the other.</summary>
[CollectionDefinition(nameof(Browser))]
public sealed class BrowserTests : ICollectionFixture<Browser>;

/// <summary>A headless Chromium: the one of the system, or the one that <c>FLUERS_CHROMIUM</c> names. Without one the tests that need it skip.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Against hanging alone, in milliseconds: a page on a machine that is busy with much else takes its time.</summary>
    private const float Patience = 300_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } path)
        {
            Assertions.SetDefaultExpectTimeout(Patience);
            _playwright = await Playwright.CreateAsync();
            _chromium = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = path,
                ChromiumSandbox = false,   // where tests run as root, Chromium has none
            });
        }
    }

    /// <summary>Opens a window of somebody whom the server has not seen before.</summary>
    internal async Task<Window> OpenAsync(WebAgentServer server, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_chromium is null, "There is no Chromium; 'apt-get install chromium', or name one by FLUERS_CHROMIUM.");
        IBrowserContext context = await _chromium!.NewContextAsync(new()
        {
            BaseURL = server.Url,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(Patience);
        var window = new Window(await context.NewPageAsync(), server);
        await window.Page.GotoAsync("/");
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable("FLUERS_CHROMIUM") is { Length: > 0 } named
            ? named
            : Names.Select(name => Programs.Find(name)).FirstOrDefault(path => path is not null);
}

/// <summary>The page as a person meets it. What the browser complains of, and what is asked of other servers, is kept.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public Window(IPage page, WebAgentServer server)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal) && !message.Text.Contains("ERR_INCOMPLETE_CHUNKED_ENCODING", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.Url, StringComparison.Ordinal))
            {
                _complaints.Add($"asked for {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of, but for a server that is not there.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Message => Page.GetByLabel("Your message");

    public ILocator Turns => Page.Locator(".turn");

    public ILocator Answers => Page.Locator(".words[data-how=complete]");

    public ILocator Calls => Page.Locator("details.call");

    public ILocator Connection => Page.Locator("#connection");

    public async Task SayAsync(string text)
    {
        await Message.FillAsync(text);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>What keeps people out, by the rules of WCAG 2.2 A and AA and by good practice.</summary>
    public async Task<IEnumerable<string>> BarriersAsync()
    {
        AxeResult result = await Page.RunAxe();
        return result.Violations.Select(violation => $"{violation.Id}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}");
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
