using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace VideoGen.Cluster;

/// <summary>
/// Ends a node that may not act any more: one that the others found dead, because it was paused or cut off. It ends with a code that every supervisor
/// starts it again for, also as process 1 of a container, where an abort would leave it half dead.
/// </summary>
internal sealed partial class NodeFatalErrorHandler(ILogger<NodeFatalErrorHandler> log) : IFatalErrorHandler
{
    /// <summary>Exit code of such a node: EX_TEMPFAIL.</summary>
    public const int ExitCode = 75;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private int _isEnding;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
        {
            return;
        }

        MayNotAct(log, exception, context ?? "no reason given");
        new Thread(EndForSure) { IsBackground = true, Name = "end of this node" }.Start();
        new Thread(() => Environment.Exit(ExitCode)) { IsBackground = true, Name = "exit" }.Start();
    }

    // Whatever waits for whatever while the runtime ends.
    private static void EndForSure()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(Grace);
        EndNow(ExitCode);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [SuppressMessage("Interoperability", "CA5392:Use DefaultDllImportSearchPaths attribute for P/Invokes", Justification = "The C library has one place.")]
    private static partial void EndNow(int code);

    [LoggerMessage(5001, LogLevel.Critical, "This node may not act any more and ends, to be started again: {Reason}")]
    private static partial void MayNotAct(ILogger log, Exception? error, string reason);
}
