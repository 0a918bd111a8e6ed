using System.Diagnostics;

namespace Fluers.Sdk.Packages.Tests.Consumers;

/// <summary>A solution with central package versions: envelopes in a library for several target frameworks, and a web program that uses them.</summary>
public sealed class SolutionTests(Feed feed)
{
    private const string Envelope = """
        using Fluers.Sdk;
        using MessagePack;

        namespace Shop;

        [SessionSchema(1)]
        public sealed partial record Ticket
        {
            [Key(0)] public required string Title { get; init; }
            public SessionLog<AgentMessage> Messages { get; init; } = [];
        }
        """;

    private const string Web = """
        using Fluers.Sdk;
        using Fluers.Sdk.Sqlite;
        using Shop;

        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddFluersSessions(options => options.UseSqlite("sessions.db"));
        builder.Services.AddHealthChecks().AddFluersSessions();
        WebApplication app = builder.Build();
        app.MapHealthChecks("/health");
        app.MapPost("/tickets/{title}", async (string title, SessionStore store) =>
        {
            Session<Ticket> session = await store.CreateAsync(new Ticket { Title = title });
            session.Append(AgentMessage.User("It was due on Monday."));
            await session.SaveAsync();
            Session<Ticket>? again = await store.LoadAsync<Ticket>(session.Id);
            return $"{again!.State.Title}, {again.State.Messages.Count} message";
        });
        app.Run();
        """;

    [Fact]
    public async Task An_application_stores_the_envelopes_of_a_library_in_another_project()
    {
        using var consumer = new Consumer(feed);
        consumer.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="Fluers.Sdk" Version="{Feed.Version}" />
                <PackageVersion Include="Fluers.Sdk.Sqlite" Version="{Feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        consumer.WriteProject(
            "Envelopes/Envelopes.csproj",
            """
            <TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
            <EnableWindowsTargeting>true</EnableWindowsTargeting>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            """,
            [], "<PackageReference Include=\"Fluers.Sdk\" />");
        consumer.Write("Envelopes/Ticket.cs", Envelope);
        consumer.WriteProject("Web/Web.csproj", "", [], """
            <PackageReference Include="Fluers.Sdk.Sqlite" />
            <ProjectReference Include="../Envelopes/Envelopes.csproj" />
            """, "Microsoft.NET.Sdk.Web");
        consumer.Write("Web/Program.cs", Web);
        consumer.Write("Shop.slnx", """<Solution><Project Path="Envelopes/Envelopes.csproj" /><Project Path="Web/Web.csproj" /></Solution>""");

        string built = await consumer.SucceedAsync("build", "Shop.slnx");
        Assert.Single(built.Split('\n'), line => line.Contains("ticket version 1 -> ", StringComparison.Ordinal));
        Assert.True(File.Exists(consumer.At("Envelopes/schemas/ticket.schema.json")));
        Assert.False(Directory.Exists(consumer.At("Web/schemas")));

        await AskAsync(consumer);
    }

    [Fact]
    public async Task Target_frameworks_that_store_something_else_are_told_so_by_an_adapter_alone()
    {
        using var consumer = new Consumer(feed);
        consumer.WriteProject(
            "Shop.csproj",
            """
            <TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
            <EnableWindowsTargeting>true</EnableWindowsTargeting>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            """,
            ["Fluers.Sdk.Sqlite"],
            """<Compile Remove="Windows.cs" Condition="'$(TargetFramework)' == 'net10.0'" />""");
        consumer.Write("Ticket.cs", Envelope);
        consumer.Write("Windows.cs", "namespace Shop; public sealed partial record Ticket { [MessagePack.Key(1)] public int Handle { get; init; } }");

        Assert.Contains("warning FLU1109: The builds of schema 'ticket' for net10.0 and net10.0-windows differ", await consumer.SucceedAsync("build", "-p:TreatWarningsAsErrors=false"), StringComparison.Ordinal);
    }

    /// <summary>Runs the web program as it was built and has it make a session.</summary>
    private static async Task AskAsync(Consumer consumer)
    {
        ProcessStartInfo command = consumer.Command("dotnet", "exec", consumer.At("Web/bin/Debug/net10.0/Web.dll"), "--urls", "http://127.0.0.1:0");
        using Process web = Process.Start(command)!;
        try
        {
            string? address = null;
            while (address is null && await web.StandardOutput.ReadLineAsync() is { } line)
            {
                const string said = "Now listening on: ";
                address = line.Contains(said, StringComparison.Ordinal) ? line[(line.IndexOf(said, StringComparison.Ordinal) + said.Length)..] : null;
            }

            Assert.NotNull(address);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            using HttpResponseMessage made = await client.PostAsync(new Uri("/tickets/Lamp", UriKind.Relative), content: null);
            Assert.Equal("Lamp, 1 message", await made.Content.ReadAsStringAsync());
            Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        }
        finally
        {
            web.Kill();
            await web.WaitForExitAsync();
        }
    }
}
