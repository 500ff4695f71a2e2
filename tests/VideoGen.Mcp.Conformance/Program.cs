// The very server that ships, with the tools that the official conformance suite wants to find beside the agent's own.
// Listens on a free port of the loopback interface, says where, and serves until it is told to stop:
//   npx conformance server --url http://localhost:PORT/mcp --requirements 2026-07-28
using Microsoft.Extensions.Logging;
using VideoGen.Host.Configuration;
using VideoGen.Mcp.Conformance;
using VideoGen.Server;

DirectoryInfo home = Directory.CreateTempSubdirectory("videogen-conformance-");
try
{
    var settings = new Settings { Home = home.FullName, Provider = "animatic", Server = new ServerSettings { Port = 0 } };
    await using var server = new VideoGenServer(
        settings, TimeProvider.System, _ => null, logging => logging.SetMinimumLevel(LogLevel.Warning), Fixtures.Extras());
    await server.StartAsync();
    Console.WriteLine(server.Addresses.Single() + "/mcp");
    await server.UntilStoppedAsync();
}
finally
{
    home.Delete(recursive: true);
}
