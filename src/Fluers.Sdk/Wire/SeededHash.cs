using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Fluers.Sdk.Wire;

/// <summary>
/// Hash codes that nobody outside this process can foresee, so that nobody can choose keys which collide. Those of texts are
/// of this kind in .NET, those of numbers, times and Guids are not.
/// </summary>
internal static class SeededHash
{
    private static readonly long Seed = Random.Shared.NextInt64();

    /// <summary>Whether the hash codes of a type cannot be foreseen. Those of another are mixed, and collide where its own do.</summary>
    public static bool Knows<T>() => IsItsBytes<T>()
        || typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(DateTime) || typeof(T) == typeof(Version)
        || typeof(T) == typeof(Half) || typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(decimal);

    /// <summary>The hash code of a value.</summary>
    public static int Of<T>(T value)
    {
        if (IsItsBytes<T>())
        {
            return OfBytes(ref value);
        }

        // Equal values of these may differ in their bytes.
        return value switch
        {
            DateTimeOffset time => OfBits(time.UtcTicks),
            DateTime time => OfBits(time.Ticks),
            double number => OfBits(number == 0 ? 0 : BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number)),
            decimal number => OfBits(number / 1.0000000000000000000000000000m),
            Version version => OfBits((version.Major, version.Minor, version.Build, version.Revision)),
            _ => OfBits(value?.GetHashCode() ?? 0),
        };
    }

    /// <summary>The hash code of a tuple by those of its parts.</summary>
    public static int Of(ReadOnlySpan<int> parts) => Fold(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(parts), Seed));

    private static int OfBits<T>(T bits)
        where T : unmanaged => OfBytes(ref bits);

    private static int OfBytes<T>(ref T value) => Fold(
        XxHash3.HashToUInt64(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>()), Seed));

    private static int Fold(ulong hash) => (int)(hash ^ (hash >> 32));

    // Decided while the method is compiled.
    private static bool IsItsBytes<T>() =>
        typeof(T).IsEnum
        || typeof(T) == typeof(bool) || typeof(T) == typeof(char) || typeof(T) == typeof(Rune)
        || typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) || typeof(T) == typeof(int) || typeof(T) == typeof(long) || typeof(T) == typeof(Int128)
        || typeof(T) == typeof(byte) || typeof(T) == typeof(ushort) || typeof(T) == typeof(uint) || typeof(T) == typeof(ulong) || typeof(T) == typeof(UInt128)
        || typeof(T) == typeof(Guid) || typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(DateOnly) || typeof(T) == typeof(TimeOnly);
}
