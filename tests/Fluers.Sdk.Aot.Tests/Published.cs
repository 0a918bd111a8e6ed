using System.Globalization;
using System.Runtime.InteropServices;

[assembly: AssemblyFixture(typeof(Fluers.Sdk.Aot.Tests.Published))]

namespace Fluers.Sdk.Aot.Tests;

/// <summary>Both programs, published once with Native AOT from what was built with these tests.</summary>
public sealed class Published : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fluers-aot-").FullName;

    /// <summary>Why nothing could be published here, or <see langword="null"/>.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 ? "the sizes are those of linux-x64" :
        !IsThere("clang") && !IsThere("gcc") ? "the linker needs clang or gcc" :
        !File.Exists("/usr/include/zlib.h") ? "the linker needs zlib's development files" :
        null;

    /// <summary>What publishing the SDK's program said.</summary>
    public string Said { get; private set; } = "";

    public string Shop => Path.Combine(_folder, "shop", "shop");

    public string Bare => Path.Combine(_folder, "bare", "bare");

    public async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            Said = await PublishAsync("tests/Fluers.Sdk.Aot", Path.GetDirectoryName(Shop)!);
            await PublishAsync("tests/Fluers.Sdk.Aot.Bare", Path.GetDirectoryName(Bare)!);
        }
    }

    /// <summary>The size in KiB that a program had when it was last looked at.</summary>
    public static long Baseline(string program) => File.ReadLines(Path.Combine(Repository.Root, "tests", "Fluers.Sdk.Aot.Tests", "sizes.txt"))
        .Select(line => line.Split(' '))
        .Where(words => words[0] == program)
        .Select(words => long.Parse(words[1], CultureInfo.InvariantCulture))
        .Single();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> PublishAsync(string project, string folder)
    {
        using var here = new SdkFolder();
        (bool succeeded, string text) = await here.RunAsync("publish", Path.Combine(Repository.Root, project), "--configuration", Repository.Configuration, "--no-build", "--output", folder);
        Assert.True(succeeded, text);
        return text;
    }

    private static bool IsThere(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
