using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

// What is told of a tenant without loading all its files.
internal sealed partial class TenantFolder
{
    /// <summary>Whether the tenant has a session that is listed.</summary>
    public bool HasSessions
    {
        get
        {
            lock (_lock)
            {
                return _order.Any(file => file.Info is not null);
            }
        }
    }

    /// <summary>Whether a tenant whose folder is not loaded has a session: looks at its files one by one until one is found.</summary>
    public static bool HasSessionsAt(string path, string tenant, FileWork work)
    {
        var folder = new TenantFolder(path, tenant, work);
        return FilesIn(path).Any(file => folder.IsSession(System.IO.Path.GetFileNameWithoutExtension(file)));
    }

    /// <summary>The tenant of a folder. What the name does not tell, because it is a hash, each of its files does.</summary>
    public static string? TenantOf(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        return FileNames.TenantOf(name) ?? FilesIn(path).Select(TenantIn).FirstOrDefault(tenant => tenant is not null && FileNames.OfTenant(tenant) == name);
    }

    private static IEnumerable<string> FilesIn(string path) => Directory.EnumerateFiles(path, "*" + FileNames.Frames);

    private static string? TenantIn(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var window = new FileWindow(file);
            (SessionKey key, _, int length) = SessionStart.Read(window.Read(0, SessionStart.MaxSize));
            return length > 0 ? key.Tenant : null;
        }
        catch (Exception e) when (e is FileDamage or IOException or UnauthorizedAccessException)
        {
            return null;   // another file of the folder tells
        }
    }

    private bool IsSession(string name)
    {
        SessionFile file = Add(name, FileNames.SessionOf(name) is { } id ? new SessionKey(_tenant, id) : null);
        file.Look();
        return file.Info is not null;
    }
}
