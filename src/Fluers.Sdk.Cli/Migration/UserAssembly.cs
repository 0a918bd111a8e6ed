using System.Reflection;
using System.Runtime.Loader;
using Fluers.Sdk.Cli.CommandLine;

namespace Fluers.Sdk.Cli.Migration;

/// <summary>
/// A user's assembly with its schemas and hops. What it shares with the tool, Fluers.Sdk above all, is the tool's own; the rest comes from
/// its folder.
/// </summary>
internal sealed class UserAssembly : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    private UserAssembly(string path)
        : base("user") => _resolver = new AssemblyDependencyResolver(path);

    /// <summary>What rewrites the frames of each schema in the assembly, in what it references, and in the SDK.</summary>
    /// <exception cref="Failure">There is no assembly, or none that can be loaded with schemas in it.</exception>
    public static IReadOnlyDictionary<ulong, FrameRewriter> Load(string path)
    {
        path = Surroundings.Current.Full(path);
        if (!File.Exists(path))
        {
            throw Failure.NotFound($"There is no assembly at '{path}'. Build the project, and give the path of its dll.");
        }

        try
        {
            var context = new UserAssembly(path);
            Assembly assembly = context.LoadFromAssemblyPath(path);
            FrameRewriter[] found = [.. WithSchemas(context, assembly).SelectMany(Rewriters)];
            return found.Any(rewriter => rewriter.Type.Assembly == assembly || GetLoadContext(rewriter.Type.Assembly) == context)
                ? found.DistinctBy(rewriter => rewriter.Schema.IdHash).ToDictionary(rewriter => rewriter.Schema.IdHash)
                : throw Failure.NotFound($"'{path}' has no schemas that this tool can use. It has to be the build of your app, made with Fluers.Sdk {Own.Version} or an older one.");
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException or ReflectionTypeLoadException or TypeLoadException)
        {
            throw new Failure(ExitCode.Storage, $"'{path}' cannot be loaded: {(e as ReflectionTypeLoadException)?.LoaderExceptions[0]?.Message ?? e.Message} Give the folder of a whole build, such as that of dotnet publish.", e);
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException)
        {
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
        }
    }

    private static AssemblyName Own { get; } = typeof(SessionSchema).Assembly.GetName();

    /// <summary>The assembly, those that it references and that use the SDK too, and the SDK.</summary>
    private static HashSet<Assembly> WithSchemas(UserAssembly context, Assembly assembly)
    {
        HashSet<Assembly> found = [typeof(SessionSchema).Assembly];
        var open = new Stack<Assembly>([assembly]);
        while (open.TryPop(out Assembly? next))
        {
            AssemblyName[] references = next.GetReferencedAssemblies();
            if (!references.Any(reference => reference.Name == Own.Name) || !found.Add(next))
            {
                continue;
            }

            foreach (AssemblyName reference in references.Where(reference => context._resolver.ResolveAssemblyToPath(reference) is not null))
            {
                open.Push(context.LoadFromAssemblyName(reference));
            }
        }

        return found;
    }

    private static IEnumerable<FrameRewriter> Rewriters(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters && Array.Exists(type.GetInterfaces(), one => IsSchemaOf(one, type)))
        .Select(FrameRewriter.Of);

    private static bool IsSchemaOf(Type implemented, Type type) =>
        implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(ISessionSchema<>) && implemented.GenericTypeArguments[0] == type;
}
