using VideoGen.FalSimulation;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await FalSimulatorProgram.RunAsync(args, Console.Out, Console.Error, stop.Token);
