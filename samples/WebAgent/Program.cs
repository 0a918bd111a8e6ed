using Fluers.Sdk.Agents;
using Microsoft.Extensions.AI;
using WebAgent;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
AgentSettings settings = builder.Configuration.GetSection("Agent").Get<AgentSettings>() ?? new AgentSettings();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 * 1024);
builder.Services.AddProblemDetails();
builder.Services.AddSingleton(settings);

// The agent: where sessions live, which model answers, and how turns are run. A worker in this process sees to what is
// accepted here, and to what a process before it has left.
builder.Services.AddFluersSessions(sessions =>
{
    if (AgentSettings.PostgreSql is { } connectionString)
    {
        sessions.UsePostgreSql(connectionString);
    }
    else
    {
        sessions.UseSqlite(settings.Store);
    }
});
builder.Services.AddSingleton(services => ModelChoice.Open(settings, services.GetRequiredService<ILoggerFactory>()));
builder.Services.AddFluersAgents(_ => new AgentOptions<ShopSession>
{
    Chat = _ => new ChatOptions { Instructions = ShopTools.Instructions, Tools = new ShopTools(settings).All },
    LeaseLength = settings.Lease,
    ShouldRetry = error => error is not ModelRefusedException,
});
builder.Services.AddHealthChecks().AddFluersSessions();

WebApplication app = builder.Build();
app.UsePageHeaders();
app.UseExceptionHandler(Failures.Options);
app.UseStatusCodePages();
app.UseOwner();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapHealthChecks("/healthz");
app.MapSessions();

app.Lifetime.ApplicationStarted.Register(() => Log.Started(app.Logger, Environment.ProcessId, string.Join(' ', app.Urls)));
await app.RunAsync();
