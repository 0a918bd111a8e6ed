using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fluers.Sdk.Storage;

// .NET tells neither the number of a file nor the time of its last change, so each system is asked itself.
internal readonly partial record struct FileStamp
{
    private const int HereFolder = -100;
    private const int ByHandle = 0x1000;
    private const uint BasicFields = 0x7FF;
    private const uint OpenExisting = 3;
    private const uint OpenFolders = 0x0200_0000;
    private const long Second = 1_000_000_000;

    private static volatile bool s_isLinuxSilent;

    private static bool IsLinuxTold => !s_isLinuxSilent;

    private static FileStamp? OfLinux(SafeFileHandle file)
    {
        try
        {
            return s_isLinuxSilent ? null
                : LinuxStat(file, "", ByHandle, BasicFields, out LinuxFile found) == 0 ? found.Stamp
                : throw new IOException($"An open file cannot be looked at: error {Marshal.GetLastPInvokeError()}.");
        }
        catch (EntryPointNotFoundException)
        {
            s_isLinuxSilent = true;   // a C library older than the call
            return null;
        }
    }

    private static FileStamp? AtLinux(string path)
    {
        try
        {
            return LinuxStat(HereFolder, path, 0, BasicFields, out LinuxFile found) == 0 ? found.Stamp : NothingAt(path, Marshal.GetLastPInvokeError());
        }
        catch (EntryPointNotFoundException)
        {
            s_isLinuxSilent = true;
            return At(path);
        }
    }

    private static FileStamp? OfMac(SafeFileHandle file) =>
        (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? MacStat(file, out MacFile found) : MacStat64(file, out found)) == 0
            ? found.Stamp
            : throw new IOException($"An open file cannot be looked at: error {Marshal.GetLastPInvokeError()}.");

    private static FileStamp? AtMac(string path) =>
        (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? MacStat(path, out MacFile found) : MacStat64(path, out found)) == 0
            ? found.Stamp
            : NothingAt(path, Marshal.GetLastPInvokeError());

    private static FileStamp? OfWindows(SafeFileHandle file) => WindowsStat(file, out WindowsFile found)
        ? found.Stamp
        : throw new IOException($"An open file cannot be looked at: error {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int LinuxStat(int folder, string path, int flags, uint fields, out LinuxFile file);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int LinuxStat(SafeFileHandle handle, string path, int flags, uint fields, out LinuxFile file);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static partial int MacStat(SafeFileHandle handle, out MacFile file);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static partial int MacStat64(SafeFileHandle handle, out MacFile file);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int MacStat(string path, out MacFile file);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int MacStat64(string path, out MacFile file);

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    private static partial SafeFileHandle OpenWindows(string path, uint access, FileShare share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WindowsStat(SafeFileHandle handle, out WindowsFile file);

    /// <summary>The fields of <c>struct statx</c> that are looked at; it is the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct LinuxFile
    {
        [FieldOffset(32)]
        private readonly ulong _file;

        [FieldOffset(40)]
        private readonly long _length;

        [FieldOffset(96)]
        private readonly long _seconds;

        [FieldOffset(104)]
        private readonly uint _nanoseconds;

        [FieldOffset(136)]
        private readonly uint _major;

        [FieldOffset(140)]
        private readonly uint _minor;

        public FileStamp Stamp => new(((ulong)_major << 32) | _minor, _file, _length, unchecked((_seconds * Second) + _nanoseconds));
    }

    /// <summary>The fields of <c>struct stat</c> with 64 bits for the number of a file.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private readonly struct MacFile
    {
        [FieldOffset(0)]
        private readonly int _device;

        [FieldOffset(8)]
        private readonly ulong _file;

        [FieldOffset(64)]
        private readonly long _seconds;

        [FieldOffset(72)]
        private readonly long _nanoseconds;

        [FieldOffset(96)]
        private readonly long _length;

        public FileStamp Stamp => new((uint)_device, _file, _length, unchecked((_seconds * Second) + _nanoseconds));
    }

    /// <summary><c>BY_HANDLE_FILE_INFORMATION</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private readonly struct WindowsFile
    {
        [FieldOffset(20)]
        private readonly uint _writtenLow;

        [FieldOffset(24)]
        private readonly uint _writtenHigh;

        [FieldOffset(28)]
        private readonly uint _volume;

        [FieldOffset(32)]
        private readonly uint _lengthHigh;

        [FieldOffset(36)]
        private readonly uint _lengthLow;

        [FieldOffset(44)]
        private readonly uint _fileHigh;

        [FieldOffset(48)]
        private readonly uint _fileLow;

        public FileStamp Stamp => new(_volume, Join(_fileHigh, _fileLow), (long)Join(_lengthHigh, _lengthLow), (long)Join(_writtenHigh, _writtenLow));

        private static ulong Join(uint high, uint low) => ((ulong)high << 32) | low;
    }
}
