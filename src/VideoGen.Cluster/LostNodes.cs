using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VideoGen.Cluster;

/// <summary>
/// Declares a node dead that answers the others and does not reach the database: the membership would let it live, and what it has would wait for it.
/// Where nobody reaches the database, nobody is declared dead.
/// </summary>
internal sealed partial class LostNodes(
    IMembershipTable table, IClusterMembershipService membership, ILocalSiloDetails here, TimeProvider time, ILogger<LostNodes> log) : BackgroundService
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SignsOfLife _signs = new();
    private readonly long _begun = time.GetTimestamp();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It stops.
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            MembershipTableData all = await table.ReadAllAsync(stop);
            foreach (SiloAddress lost in _signs.Look(all, here.SiloAddress, time.GetElapsedTime(_begun)))
            {
                Lost(log, lost.Endpoint.ToString(), (int)SignsOfLife.Patience.TotalSeconds);
                await membership.TryKill(lost);
            }
        }
#pragma warning disable CA1031 // Said below.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The database is away, or another node changed the table: the next look is for that.
        }
    }

    [LoggerMessage(5007, LogLevel.Warning, "The node at {Node} has given no sign of life in the database for {Seconds} s and is declared dead: it does not reach the database, and others take over what it has")]
    private static partial void Lost(ILogger log, string node, int seconds);
}
