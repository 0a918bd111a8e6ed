namespace Fluers.Sdk.Build.Tests;

/// <summary>What other generators add to stored types is stored, or does not build, whatever is done about analyzers.</summary>
public sealed class OtherGeneratorTests
{
    private const string CommunityToolkit = "CommunityToolkit.Mvvm";
    private const string ObservableProperties = "CommunityToolkit.Mvvm.SourceGenerators.ObservablePropertyGenerator";

    [Fact]
    public async Task A_property_that_CommunityToolkit_makes_of_a_field_does_not_build()
    {
        using ConsumerProject project = WithPackage(CommunityToolkit, """
            [SessionSchema(1)]
            public sealed partial class Note : CommunityToolkit.Mvvm.ComponentModel.ObservableObject
            {
                [CommunityToolkit.Mvvm.ComponentModel.ObservableProperty] [property: Key(0)] private int _count;
                [Key(1)] public int Total { get; set; }
            }
            """);
        (bool succeeded, string text) = await project.BuildAsync();
        Assert.False(succeeded, text);
        Says($"Code.cs(3,29): error FLU1210: 'Note.Count' is written by {ObservableProperties}; no source generator sees what another one writes, so it would not be stored; declare it yourself: as a partial property", text);

        (succeeded, text) = await project.BuildAsync("-p:RunAnalyzers=false");
        Assert.False(succeeded, text);
        Says("error FLU1210: 'Note.Count' has key 0 and would not be stored: another source generator writes it", text);
        Assert.False(project.HasLocks);
    }

    [Fact]
    public async Task A_partial_property_that_CommunityToolkit_implements_is_stored()
    {
        using ConsumerProject project = WithPackage(CommunityToolkit, """
            var store = new SessionStore(new Fluers.Sdk.Storage.MemoryStorage());
            Session<Note> session = await store.CreateAsync(new Note { Count = 7, Total = 3 });
            Note again = (await store.LoadAsync<Note>(session.Id))!.State;
            Console.WriteLine($"count {again.Count} total {again.Total}");

            [SessionSchema(1)]
            public sealed partial class Note : CommunityToolkit.Mvvm.ComponentModel.ObservableObject
            {
                [CommunityToolkit.Mvvm.ComponentModel.ObservableProperty, Key(0)] public partial int Count { get; set; }
                [Key(1)] public int Total { get; set; }
            }
            """, isProgram: true);
        (bool succeeded, string text) = await project.RunAsync("run");
        Assert.True(succeeded, text);
        Says("count 7 total 3", text);
    }

    [Fact]
    public async Task A_value_object_whose_format_Vogen_writes_does_not_build()
    {
        using ConsumerProject project = WithPackage("Vogen", """
            [Vogen.ValueObject<int>(conversions: Vogen.Conversions.MessagePack)]
            public readonly partial struct CustomerId;

            [SessionSchema(1)]
            public sealed partial record Note
            {
                [Key(0)] public required string Name { get; init; }
                [Key(1)] public CustomerId Customer { get; init; }
            }
            """);
        foreach (string option in (string[])["-p:RunAnalyzers=true", "-p:RunAnalyzers=false"])
        {
            (bool succeeded, string text) = await project.BuildAsync(option);
            Assert.False(succeeded, text);
            Says("Code.cs(9,32): error FLU1201: 'Note.Customer' (CustomerId) cannot be stored: the type CustomerId has no format; write '[SessionPart] public readonly partial struct CustomerId', or store a type that has one; if another source generator gives it a format, move CustomerId to a project of its own, for no generator sees what another one writes", text);
        }
    }

    [Fact]
    public async Task A_schema_in_a_razor_file_does_not_build()
    {
        using var project = new ConsumerProject("public static class Program { public static void Main() { } }");
        project.Write("Consumer.csproj", project.Read("Consumer.csproj").Replace("Sdk=\"Microsoft.NET.Sdk\"", "Sdk=\"Microsoft.NET.Sdk.Web\"", StringComparison.Ordinal));
        project.Write("Counter.razor", """
            @using Fluers.Sdk
            @using MessagePack
            <p>@count</p>
            @code {
                private int count = 1;
                [SessionSchema(1)] public sealed partial record Basket([property: Key(0)] int Count);
            }
            """);
        (bool succeeded, string text) = await project.BuildAsync();
        Assert.False(succeeded, text);
        Says("Counter.razor(6,53): error FLU1210: 'Basket' is declared by Microsoft.NET.Sdk.Razor.SourceGenerators.RazorSourceGenerator; no source generator sees what another one writes, so nothing was generated for it; declare it in a C# file of your own", text);

        (succeeded, text) = await project.BuildAsync("-p:RunAnalyzers=false");
        Assert.False(succeeded, text);
        Says("Basket' is a stored type, and nothing was generated for it: another source generator declares it", text);
    }

    private static void Says(string expected, string text) => Assert.True(text.Contains(expected, StringComparison.Ordinal), text);

    private static ConsumerProject WithPackage(string package, string source, bool isProgram = false)
    {
        var project = new ConsumerProject(source);
        project.Write("Consumer.csproj", project.Read("Consumer.csproj")
            .Replace("<ItemGroup>", $"<ItemGroup><PackageReference Include=\"{package}\" Version=\"{ConsumerProject.VersionOf(package)}\" />{(isProgram ? ConsumerProject.PackageReferences : "")}", StringComparison.Ordinal)
            .Replace("<Nullable>", isProgram ? "<OutputType>Exe</OutputType><Nullable>" : "<Nullable>", StringComparison.Ordinal));
        return project;
    }
}
