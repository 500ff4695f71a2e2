using System.Globalization;
using VideoGen.Cli;
using VideoGen.Cli.Output;

// Figures look the same everywhere: they are read by programs too.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var error = new GuardedWriter(Console.Error, mustArrive: false);
using var interrupts = new Interrupts(error);
using var telemetry = new CliTelemetry();
CliServices services = Composition.Services(telemetry);

// The stdio server starts in the time a client is willing to wait: nothing of the command line is touched on its way.
return args is ["mcp", ..]
    ? await McpVerb.RunAsync(services, args[1..], error, interrupts.Token)
    : await new CliApplication(services, CliEnvironment.OfProcess()).RunAsync(args, interrupts.Token);
