using System.Runtime.InteropServices;
using VideoGen.FalSimulation;
using VideoGen.FalSimulation.Clips;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var renderer = new AnimaticClipRenderer();
return await FalSimulatorProgram.RunAsync(args, Console.Out, Console.Error, stop.Token, renderer);
