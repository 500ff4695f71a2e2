using System.Runtime.InteropServices;

namespace VideoGen.Cli;

/// <summary>
/// Ctrl-C, the polite kill and a terminal that is closed: the first ends the wait and lets the program say how to go on, the second ends the process as usual.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TextWriter _error;

    /// <summary>Listens from now on.</summary>
    public Interrupts(TextWriter error)
    {
        _error = error;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _first.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _first.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_first.IsCancellationRequested)
        {
            return; // not cancelled: the default action ends the process
        }

        context.Cancel = true;
        if (context.Signal is PosixSignal.SIGINT)
        {
            _error.WriteLine();
            _error.WriteLine("Stopping; press Ctrl-C again to leave at once.");
        }

        _first.Cancel();
    }
}
