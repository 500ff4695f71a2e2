using System.Runtime.InteropServices;

namespace VideoGen.Animatic.Encoding;

/// <summary>
/// Limits the memory of a running child. Linux only (<c>prlimit</c>); elsewhere, and where the system refuses, ffmpeg's own limits stand alone.
/// </summary>
internal static partial class MemoryLimit
{
    // RLIMIT_DATA: what a program can write to. The address space as a whole also counts what libraries only reserve.
    private const int WritableMemory = 2;

    /// <summary>Sets the limit; takes effect for what the child asks for from now on.</summary>
    /// <param name="processId">The child.</param>
    /// <param name="bytes">Bytes.</param>
    public static void Set(int processId, long bytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return;
        }

        try
        {
            _ = Set(processId, WritableMemory, [(ulong)bytes, (ulong)bytes], 0);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without it: see above.
        }
    }

    [LibraryImport("libc", EntryPoint = "prlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Set(int processId, int resource, ReadOnlySpan<ulong> softAndHard, nint before);
}
