using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VideoGen.Fault.Tests;

/// <summary>Takes from a process what a bad day takes from it, and gives it back. Needs no rights but to be the same user.</summary>
internal static partial class Limits
{
    private const int FileSize = 1, OpenFiles = 7;

    /// <summary>Largest file it may write; null for any.</summary>
    public static void HoldFiles(Process process, ulong? bytes) => Hold(process, FileSize, bytes);

    /// <summary>How many files and connections it may open; null for as many as ever.</summary>
    public static void HoldHandles(Process process, ulong? most) => Hold(process, OpenFiles, most);

    /// <summary>Ends a process without warning.</summary>
    public static void Kill(int process) => KillProcess(process, 9).ShouldBe(0);

    /// <summary>Ends a wait politely, as Ctrl-C does.</summary>
    public static void Interrupt(Process process) => KillProcess(process.Id, 2).ShouldBe(0);

    private static void Hold(Process process, int resource, ulong? soft)
    {
        Read(process.Id, resource, 0, out Limit present).ShouldBe(0);
        var wanted = new Limit { Soft = soft ?? present.Hard, Hard = present.Hard };
        Write(process.Id, resource, ref wanted, 0).ShouldBe(0);
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
