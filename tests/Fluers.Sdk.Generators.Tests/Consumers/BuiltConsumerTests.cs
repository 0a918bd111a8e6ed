using System.Diagnostics;
using System.Xml.Linq;
using Fluers.Sdk.Generators.Tests.Harness;

namespace Fluers.Sdk.Generators.Tests.Consumers;

/// <summary>A project on disk, built by the SDK itself with all of its analyzers: they have nothing to say of generated code.</summary>
public sealed class BuiltConsumerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fluers-consumer-");

    [Fact]
    public async Task All_rules_of_the_SDK_are_silent_about_generated_code()
    {
        await WriteAsync("Consumer.csproj", Strict());
        await WriteAsync("Shop.cs", HostileConsumerTests.Plain);
        await WriteAsync("Taken.cs", "namespace Shop { internal sealed class System { } internal sealed class MessagePack { } }");
        // Rules that are off by default are on, those about code that says that it is generated included.
        await WriteAsync(".globalconfig", "is_global = true\ndotnet_analyzer_diagnostic.severity = warning\n");

        (int exit, string output) = await BuildAsync();

        Assert.True(exit == 0, output);
        string[] warnings = [.. output.Split('\n').Where(line => line.Contains("warning ", StringComparison.Ordinal)).Distinct()];
        Assert.Contains(warnings, line => line.Contains("Shop.cs", StringComparison.Ordinal));   // the rules do run
        Assert.All(warnings, line => Assert.Matches(@"(Shop|Taken)\.cs\(\d+,\d+\): warning (?!CS(?!1591)|FLU)", line));
        Assert.Equal(8, Directory.EnumerateFiles(_folder.FullName, "*.g.cs", SearchOption.AllDirectories).Count(IsOurs));
    }

    [Theory]
    [InlineData("12", "")]
    [InlineData("latest", "")]
    [InlineData("preview", "")]
    [InlineData("preview", "updated-memory-safety-rules")]
    public async Task Generated_code_compiles_in_every_version_of_the_language(string version, string features)
    {
        await WriteAsync("Consumer.csproj", Project(Property("LangVersion", version), Property("Features", features), Property("TreatWarningsAsErrors", "true")));
        await WriteAsync("Features.cs", Consumer.Usings + Features.Envelopes);

        (int exit, string output) = await BuildAsync();

        Assert.True(exit == 0, output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static bool IsOurs(string path) => path.Contains(nameof(SessionSchemaGenerator), StringComparison.Ordinal);

    private static string Strict() => Project(
        Property("LangVersion", "11"),
        Property("CheckForOverflowUnderflow", "true"),
        Property("WarningLevel", "9999"),
        Property("AnalysisMode", "All"),
        Property("EnforceCodeStyleInBuild", "true"),
        Property("GenerateDocumentationFile", "true"),
        Property("EmitCompilerGeneratedFiles", "true"));

    private static string Project(params XElement[] properties) => new XElement("Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement("PropertyGroup",
            Property("TargetFramework", "net10.0"),
            Property("Nullable", "disable"),
            Property("ImplicitUsings", "disable"),
            Property("NuGetAudit", "false"),
            properties),
        new XElement("ItemGroup",
            Item("Analyzer", typeof(SessionSchemaGenerator)),
            Item("Reference", typeof(SessionSchemaAttribute)),
            Item("Reference", typeof(MessagePack.KeyAttribute)),
            Item("Reference", typeof(MessagePack.MessagePackSerializer)))).ToString();

    private static XElement Property(string name, string value) => new(name, value);

    private static XElement Item(string kind, Type of) => new(kind, new XAttribute("Include", of.Assembly.Location));

    private Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), text, TestContext.Current.CancellationToken);

    private async Task<(int Exit, string Output)> BuildAsync()
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", "--nologo", "-nodeReuse:false", "-v:minimal"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDTERMINALLOGGER"] = "off" },
        })!;
        string output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (build.ExitCode, output);
    }
}
