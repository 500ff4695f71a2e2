using System.Globalization;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Server;

const int BadSettings = 2;
const int Broken = 5;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? file = args is ["--settings", var given] ? given : null;
SettingsReading reading = SettingsReader.Read(SettingsSources.OfProcess(file));
if (reading is SettingsReading.Unusable unusable)
{
    foreach (Problem problem in unusable.Problems)
    {
        await Console.Error.WriteLineAsync(problem.ToString());
    }

    return BadSettings;
}

try
{
    await using var server = new VideoGenServer(((SettingsReading.Usable)reading).Settings, TimeProvider.System);
    await server.RunAsync();
    return 0;
}
catch (LedgerException broken)
{
    await Console.Error.WriteLineAsync(broken.Problem.ToString());
    return Broken;
}
catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{busy.Message} Set server.port (VIDEOGEN_SERVER_PORT) to a free port.");
    return Broken;
}
