using System.Reflection;
using System.Runtime.Loader;

namespace Fluers.Sdk.Generators.Tests.Harness;

/// <summary>
/// The oldest compiler that the generator runs in, loaded beside the newest that the other tests use. The tests' own code is
/// loaded again with it, so that all harnesses work in it as they are.
/// </summary>
internal sealed class FloorCompiler : AssemblyLoadContext
{
    public const string Version = "5.0.0";

    private static readonly string Packages = typeof(FloorCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NuGetPackageRoot").Value!;

    /// <summary>Calls a static method of these tests that uses the compiler.</summary>
    public static T Call<T>(Delegate method)
    {
        Assembly tests = new FloorCompiler().LoadFromAssemblyPath(typeof(FloorCompiler).Assembly.Location);
        return (T)tests.GetType(method.Method.DeclaringType!.FullName!, throwOnError: true)!
            .GetMethod(method.Method.Name, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
            .Invoke(null, null)!;
    }

    protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
    {
        "Microsoft.CodeAnalysis" => FromPackage("microsoft.codeanalysis.common", assemblyName.Name),
        "Microsoft.CodeAnalysis.CSharp" => FromPackage("microsoft.codeanalysis.csharp", assemblyName.Name),
        "Fluers.Sdk.Generators" => LoadFromAssemblyPath(typeof(SessionSchemaGenerator).Assembly.Location),
        _ => null,   // as everywhere
    };

    private Assembly FromPackage(string package, string name) =>
        LoadFromAssemblyPath(Path.Combine(Packages, package, Version, "lib", "net9.0", name + ".dll"));
}
