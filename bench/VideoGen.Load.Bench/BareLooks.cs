namespace VideoGen.Load.Bench;

/// <summary>What looking costs by itself: the same reads at the same pace by an HttpClient that does nothing with them.</summary>
internal static class BareLooks
{
    /// <summary>Looks for a while.</summary>
    /// <returns>The processor it took, of one core.</returns>
    public static async Task<double> RunAsync(List<Uri> addresses, double perSecond, TimeSpan time)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Key", "sim-key:sim-secret");
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        for (int look = 0; look < time.TotalSeconds * perSecond && await timer.WaitForNextTickAsync(); look++)
        {
            await http.GetByteArrayAsync(addresses[look % addresses.Count]);
        }

        return (Environment.CpuUsage.TotalTime - cpu) / time;
    }
}
