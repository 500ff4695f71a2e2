using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VideoGen.Testing;

/// <summary>
/// A shell lets programs that it starts in the background ignore Ctrl-C, and what they start ignores it too. With a handler of its own here,
/// the programs that tests start get the default again, wherever the tests themselves were started.
/// </summary>
internal static class DefaultSignals
{
    private static PosixSignalRegistration? _interrupt;

#pragma warning disable CA2255 // Before any test, whichever comes first.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Restore() => _interrupt ??= PosixSignalRegistration.Create(PosixSignal.SIGINT, static _ => { });
}
