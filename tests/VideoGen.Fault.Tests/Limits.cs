using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VideoGen.Fault.Tests;

/// <summary>Takes from a process what a bad day takes from it, and gives it back. Needs no rights but to be the same user.</summary>
internal static partial class Limits
{
    private const int FileSize = 1, OpenFiles = 7;

    /// <summary>No file of the process may grow beyond so many bytes from now on.</summary>
    public static void HoldFiles(Process process, ulong bytes) => Hold(process, FileSize, bytes).ShouldBe(0);

    /// <summary>The process can open nothing any more.</summary>
    public static void TakeHandles(Process process) => Hold(process, OpenFiles, 3).ShouldBe(0);

    /// <summary>The process can open files again, unless it has ended meanwhile.</summary>
    public static void GiveHandlesBack(Process process) => Hold(process, OpenFiles, null);

    /// <summary>Ends a process without warning.</summary>
    public static void Kill(int process) => KillProcess(process, 9).ShouldBe(0);

    /// <summary>Ends a wait politely, as Ctrl-C does.</summary>
    public static void Interrupt(Process process) => KillProcess(process.Id, 2).ShouldBe(0);

    /// <summary>Sends a signal.</summary>
    public static void Signal(Process process, int signal) => KillProcess(process.Id, signal).ShouldBe(0);

    private static int Hold(Process process, int resource, ulong? soft)
    {
        if (Read(process.Id, resource, 0, out Limit present) is not 0 and var gone)
        {
            return gone;
        }

        var wanted = new Limit { Soft = soft ?? present.Hard, Hard = present.Hard };
        return Write(process.Id, resource, ref wanted, 0);
    }

    [LibraryImport("libc", EntryPoint = "prlimit64")]
    private static partial int Read(int process, int resource, nint wanted, out Limit present);

    [LibraryImport("libc", EntryPoint = "prlimit64")]
    private static partial int Write(int process, int resource, ref Limit wanted, nint present);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int KillProcess(int process, int signal);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
