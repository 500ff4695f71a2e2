using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using VideoGen.Files;

namespace VideoGen.Ledger.Sqlite;

/// <summary>The lock by flock(2): belongs to the open file, so it excludes two ledgers of one process as well.</summary>
internal sealed partial class FlockLock : WriterLock
{
    private const int ReadWrite = 2, Exclusive = 2, NonBlocking = 4, Unlock = 8, Interrupted = 4;

    private readonly SafeFileHandle _file;

    public FlockLock(string path)
    {
        if (!File.Exists(path))
        {
            // Append never truncates, so two processes may create it at once. Sharing violations need no regard: the file is there then.
            try
            {
                using FileStream created = OwnerOnly.Open(path, FileMode.Append, FileShare.ReadWrite);
            }
            catch (IOException) when (File.Exists(path))
            {
            }
        }

        // Not through FileStream, which puts a lock of its own on the file. Close-on-exec, so that a child outliving us holds nothing.
        _file = open(path, ReadWrite | CloseOnExec);
        if (_file.IsInvalid)
        {
            throw Failure(path);
        }
    }

    private static int CloseOnExec => OperatingSystem.IsLinux() ? 0x80000 : OperatingSystem.IsFreeBSD() ? 0x100000 : 0x1000000;

    private static int WouldBlock => OperatingSystem.IsLinux() ? 11 : 35;

    public override bool TryEnter() => Take(Exclusive | NonBlocking);

    public override void Enter() => Take(Exclusive);

    public override void Exit() => Take(Unlock);

    public override void Dispose() => _file.Dispose();

    private bool Take(int operation)
    {
        while (flock(_file, operation) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == WouldBlock)
            {
                return false;
            }

            if (error != Interrupted)
            {
                throw Failure("lock file");
            }
        }

        return true;
    }

    private static IOException Failure(string what) =>
        new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    // Two parameters only: the variable third one is not needed without O_CREAT, and would not survive every calling convention.
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);
}
