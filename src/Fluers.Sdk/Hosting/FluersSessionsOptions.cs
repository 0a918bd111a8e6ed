using Fluers.Sdk.Storage;
using Microsoft.Extensions.Logging;

namespace Fluers.Sdk.Hosting;

/// <summary>Where the sessions of an application are kept. Exactly one storage is chosen.</summary>
public sealed class FluersSessionsOptions
{
    private readonly List<Func<IServiceProvider, ISessionStorage>> _storages = [];

    /// <summary>The tenant of the store that is injected; other ones by <see cref="SessionStore.ForTenant"/>.</summary>
    public string Tenant { get; set; } = SessionKey.DefaultTenant;

    /// <summary>Keeps sessions in the memory of the process.</summary>
    public void UseMemory() => UseStorage(static _ => new MemoryStorage());

    /// <summary>Keeps sessions in a folder of files.</summary>
    /// <param name="path">The path of the folder; made when it is not there.</param>
    /// <param name="options">How the storage behaves; the defaults unless stated.</param>
    public void UseFiles(string path, FileStorageOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new FileStorageOptions();
        UseStorage(services => FileStorage.Open(path, options with
        {
            LoggerFactory = options.LoggerFactory ?? (ILoggerFactory?)services.GetService(typeof(ILoggerFactory)),
        }));
    }

    /// <summary>Keeps sessions in a storage of the application's own. The store disposes it.</summary>
    /// <param name="open">Opens the storage; called once, when the store is first asked for.</param>
    public void UseStorage(Func<IServiceProvider, ISessionStorage> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        _storages.Add(open);
    }

    internal Func<IServiceProvider, ISessionStorage> Storage => _storages[0];

    /// <summary>What is wrong; <see langword="null"/> when nothing is.</summary>
    internal string? Fault => _storages.Count switch
    {
        0 => "No storage for sessions was chosen; call UseSqlite, UsePostgreSql, UseRedis, UseFiles, UseMemory or UseStorage in AddFluersSessions.",
        > 1 => $"{_storages.Count} storages for sessions were chosen; call one Use method in AddFluersSessions.",
        _ => SessionKey.WhyNoTenant(Tenant),
    };
}
