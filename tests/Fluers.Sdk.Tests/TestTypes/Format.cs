using Fluers.Sdk.Wire;

namespace Fluers.Sdk.Tests.TestTypes;

internal delegate void WriteOf<in T>(ref SessionWriter writer, T value);

internal delegate T ReadOf<out T>(ref SessionReader reader);

/// <summary>The format of a type whose reading and writing are written by hand.</summary>
internal sealed class Format<T>(WireShape shape, WriteOf<T> write, ReadOf<T> read) : SessionFormat<T>
{
    public override WireShape Shape => shape;

    public override void WriteValue(ref SessionWriter writer, T value) => write(ref writer, value);

    public override T ReadValue(ref SessionReader reader) => read(ref reader);
}
