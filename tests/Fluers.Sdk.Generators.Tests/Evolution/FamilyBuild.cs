using System.Reflection;
using Fluers.Sdk.Generators.Shapes;
using Fluers.Sdk.Generators.Tests.RoundTrips;

namespace Fluers.Sdk.Generators.Tests.Evolution;

/// <summary>A build of one shape.</summary>
internal sealed class FamilyBuild
{
    private readonly Func<byte[], byte[]> _save;

    /// <param name="assembly">What was compiled.</param>
    /// <param name="space">The namespace of the shape's types.</param>
    /// <param name="shape">The shape.</param>
    public FamilyBuild(Assembly assembly, string space, SchemaShape shape)
    {
        Shape = shape;
        Type type = assembly.GetType($"{space}.Root", throwOnError: true)!;
        _save = typeof(FamilyBuild).GetMethod(nameof(SaveOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<byte[], byte[]>>();
    }

    public SchemaShape Shape { get; }

    /// <summary>Reads bytes and writes what was read.</summary>
    public byte[] Saved(byte[] bytes, string context)
    {
        try
        {
            return _save(bytes);
        }
        catch (SessionException refusal)
        {
            throw new Xunit.Sdk.XunitException($"{context}: {refusal.Message}");
        }
    }

    /// <summary>The same of bytes of another build; <see langword="null"/> where elements of a set that the other tells apart are the same to this one.</summary>
    public byte[]? SavedBeside(byte[] bytes, string context)
    {
        try
        {
            return _save(bytes);
        }
        catch (SessionCorruptException refusal) when (refusal.Reason == "the set holds an element twice")
        {
            Assert.Contains("so nothing is damaged", refusal.Message, StringComparison.Ordinal);
            return null;
        }
        catch (SessionException refusal)
        {
            throw new Xunit.Sdk.XunitException($"{context}: {refusal.Message}");
        }
    }

    private static byte[] SaveOf<T>(byte[] bytes)
        where T : ISessionSchema<T> => Payload.Write(Payload.Read<T>(bytes));
}
