using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>Code, shapes, locks and messages are the same wherever a developer lives.</summary>
public sealed class CultureTests
{
    private const string Numbers = """
        namespace Shop;
        public enum Issue : sbyte { Least = -128, IMinus = -1, ITop = 127 }
        [SessionPart] public sealed partial record ImageInfo([property: Key(0)] int Index, [property: Key(1)] Issue Issue = Issue.Least);
        [SessionSchema(2)]
        public sealed partial record InvoiceIssue
        {
            [Key(0)] public int Index { get; init; } = -1;
            [Key(1)] public double Ratio { get; init; } = -0.5e-7;
            [Key(2)] public decimal Price { get; init; } = -1234567.89m;
            [Key(3)] public float Share { get; init; } = 1.5f;
            [Key(4)] public long Item { get; init; } = long.MinValue;
            [Key(5)] public Issue Issue { get; init; } = Issue.IMinus;
            [Key(6)] public char Initial { get; init; } = '\u0130';
            [Key(7)] public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(-1.5);
            [Key(8)] public ImageInfo? Image { get; init; }
            [Key(1234)] public int IsFar { get; init; } = -1234;
        }
        """;

    private static readonly LockedProject Before = new LockedProject(Numbers).With(
        "invoice-issue", "0 Index: int = -1; 1 Ratio: float = -5E-08; 2 Price: decimal = -1234567.89; 5 Issue: Issue = -1; 9 Old: int = -7; enum Issue: sbyte; -128 Least; -1 IMinus");

    // Letters that are others in small, digits, calendars and signs of their own, commas for points.
    private static readonly string[] Cultures = ["tr-TR", "ar-SA", "fa-IR", "sv-SE", "de-DE"];

    /// <summary>Tests know no cultures, so that they are the same everywhere: this one runs again in a process that does.</summary>
    [Fact]
    public async Task A_culture_changes_no_text()
    {
        if (!HasCultures())
        {
            await RunWithCulturesAsync();
            return;
        }

        SortedDictionary<string, string> expected = await TextsAsync(CultureInfo.InvariantCulture);
        foreach (string name in Cultures)
        {
            Assert.Equal(expected, await TextsAsync(new CultureInfo(name)));
        }
    }

    [Fact]
    public async Task A_culture_that_nobody_has_changes_no_text()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NegativeSign = "minus ", PositiveSign = "plus ", NumberDecimalSeparator = " point ", NumberGroupSeparator = "'", CurrencyDecimalSeparator = " point ",
            PercentDecimalSeparator = " point ", NumberNegativePattern = 0, NaNSymbol = "none", PositiveInfinitySymbol = "much", NegativeInfinitySymbol = "little",
        };
        culture.DateTimeFormat = new DateTimeFormatInfo { DateSeparator = " of ", TimeSeparator = " past ", ShortDatePattern = "dd/yyyy/MM", LongTimePattern = "ss:mm:HH" };
        Assert.Equal("minus 1 point 5", (-1.5).ToString(culture));
        Assert.Equal(await TextsAsync(CultureInfo.InvariantCulture), await TextsAsync(culture));
    }

    private static bool HasCultures()
    {
        try
        {
            return "I".ToLower(new CultureInfo("tr-TR")) != "i";
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    private static async Task RunWithCulturesAsync()
    {
        string tests = typeof(CultureTests).Assembly.Location;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fluers-cultures-");
        string config = Path.Combine(folder.FullName, "cultures.runtimeconfig.json");
        JsonNode own = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(tests, "runtimeconfig.json")))!;
        own["runtimeOptions"]!["configProperties"]!["System.Globalization.Invariant"] = false;
        await File.WriteAllTextAsync(config, own.ToJsonString());
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", config, tests, "-method", $"{typeof(CultureTests).FullName}.{nameof(A_culture_changes_no_text)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        folder.Delete(recursive: true);
        Assert.SkipWhen((await errors).Contains("ICU", StringComparison.Ordinal), "There are no cultures on this machine: the library ICU is not installed.");
        Assert.True(process.ExitCode == 0 && output.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", StringComparison.Ordinal), output);
    }

    /// <summary>All that a build gives, by name: what is generated, the locks that it leaves, and what the analyzers say.</summary>
    private static async Task<SortedDictionary<string, string>> TextsAsync(CultureInfo culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            GeneratorRun run = GeneratorRun.Of(new Consumer().Compile(Features.All.Append(Consumer.Usings + Numbers)), Before.Texts);
            ImmutableDictionary<string, string> locks = LockTask.Run(run.Output, Before.Files, publish: true);
            Assert.Contains("invoice-issue.schema.json", locks.Keys);
            return new SortedDictionary<string, string>(run.Files.Concat(locks).ToDictionary(), StringComparer.Ordinal)
            {
                ["reports"] = string.Join('\n', await LockReports.OfAsync(Before.Generate(), Before.Texts, "locked")),
            };
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
