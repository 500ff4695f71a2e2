using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Server;
using VideoGen.Server.Logging;

const int BadSettings = 2;
const int Broken = 5;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (ServerArguments.AskForHelp(args))
{
    await Console.Out.WriteLineAsync(ServerArguments.Usage);
    return 0;
}

if (!ServerArguments.TryRead(args, out string? file, out string? problem))
{
    await Console.Error.WriteLineAsync(problem);
    return BadSettings;
}

SettingsReading reading = SettingsReader.Read(SettingsSources.OfProcess(file));
if (reading is SettingsReading.Unusable unusable)
{
    return await RefuseAsync(unusable.Problems);
}

Settings settings = ((SettingsReading.Usable)reading).Settings;
LogLevels levels = LogLevels.OfProcess();
if (StartCheck.Run(settings, TimeProvider.System).AddRange(levels.Check()) is { Length: > 0 } obstacles)
{
    return await RefuseAsync(obstacles);
}

try
{
    await using var server = new VideoGenServer(settings, TimeProvider.System, levels: levels);
    await server.ReachLedgerAsync();
    if (await server.CheckAsync() is { Length: > 0 } exposed)
    {
        return await RefuseAsync(exposed);
    }

    using PosixSignalRegistration terminalClosed = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        signal.Cancel = true;
        server.Stop();
    });
    await server.RunAsync();
    return 0;
}
catch (LedgerException broken)
{
    await Console.Error.WriteLineAsync(PlainText.Line(broken.Problem.ToString()));
    return Broken;
}
catch (SharedHomeException elsewhere)
{
    await Console.Error.WriteLineAsync(PlainText.Line(elsewhere.Message));
    return BadSettings;
}
catch (JoinException apart)
{
    await Console.Error.WriteLineAsync(PlainText.Line(apart.Message));
    return JoinException.ExitCode;
}
catch (Exception failed) when (ListenFailure.Why(failed, settings.Server) is { } why)
{
    await Console.Error.WriteLineAsync(PlainText.Line(why));
    return Broken;
}

static async Task<int> RefuseAsync(ImmutableArray<Problem> problems)
{
    foreach (Problem obstacle in problems)
    {
        await Console.Error.WriteLineAsync(PlainText.Line(obstacle.ToString()));
    }

    return BadSettings;
}
