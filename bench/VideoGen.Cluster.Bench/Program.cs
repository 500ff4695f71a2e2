using System.Globalization;
using VideoGen.Cluster.Bench;
using VideoGen.Load.Bench;

// usage: VideoGen.Cluster.Bench SERVER_PROGRAM CONNECTION POSTMASTER_PID [JOBS]; bench/cluster starts a PostgreSQL of its own and runs it.
if (args is [SimulatorProcess.Verb])
{
    await SimulatorProcess.RunAsync();
    return 0;
}

string folder = Directory.CreateTempSubdirectory("cluster-bench-").FullName;
try
{
    int jobs = args is [_, _, _, var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 50_000;
    await using var bench = new ClusterBench(args[0], folder, args[1], int.Parse(args[2], CultureInfo.InvariantCulture), jobs);
    await bench.RunAsync();
    return 0;
}
catch (InvalidOperationException failed)
{
    await Console.Error.WriteLineAsync(failed.ToString()); // caught, so that what was started ends
    return 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
