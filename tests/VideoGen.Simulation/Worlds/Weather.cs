namespace VideoGen.Simulation.Worlds;

/// <summary>
/// What may go wrong in one run, in times per thousand: of every fault, half of the seeds see none, the others see it seldom or often.
/// Faults happen only while it storms; afterwards everything works, so that whatever does not come to its end then never will.
/// </summary>
internal sealed class Weather(World world)
{
    private static readonly int[] Rates = [0, 0, 0, 0, 5, 20, 80, 300];
    private static readonly int[] Outages = [0, 0, 0, 0, 20, 80, 300, 1000];

    public bool IsStormy { get; set; } = true;

    /// <summary>Processes over the ledger.</summary>
    public int Agents { get; } = world.Chance.Between(1, 3);

    /// <summary>True when all processes are on one machine and share its folders.</summary>
    public bool IsOneMachine { get; } = world.Chance.PerMille(500);

    /// <summary>Processes that die while it storms.</summary>
    public int Deaths { get; set; } = world.Chance.OneOf([0, 1, 1, 2, 3, 6]);

    /// <summary>How long it storms.</summary>
    public TimeSpan Storm { get; } = world.Chance.Between(TimeSpan.FromMinutes(1), world.Chance.PerMille(80) ? TimeSpan.FromHours(6) : TimeSpan.FromMinutes(12));

    /// <summary>How many times slower than usual the ledger's disk is.</summary>
    public int LedgerSlowness { get; } = world.Chance.OneOf([1, 1, 1, 10, 50]);

    public int LedgerRefuses { get; } = Rate(world);

    public int LedgerAnswerLost { get; } = Rate(world);

    public int SubmitLostBefore { get; } = Rate(world);

    public int SubmitLostAfter { get; } = Rate(world);

    public int SubmitBreaks { get; } = Rate(world);

    public int SubmitRefused { get; } = Rate(world);

    public int SubmitSlow { get; } = Rate(world);

    public int PrepareFails { get; } = Rate(world);

    public int StatusUnreachable { get; } = world.Chance.OneOf(Outages);

    public int StatusFlaps { get; } = Rate(world);

    public int StatusGone { get; } = Rate(world) / 4;

    public int RecordsUnavailable { get; } = world.Chance.OneOf(Outages);

    public int CancelUnreachable { get; } = Rate(world);

    public int OrderFails { get; } = Rate(world);

    public int OrderRecovers { get; } = Rate(world);

    public int OrderNeverEnds { get; } = Rate(world) / 2;

    public int ClipBad { get; } = Rate(world);

    public int ClipBadForGood { get; } = Rate(world) / 4;

    public int ClipDiffers { get; } = Rate(world);

    public int ClipExpires { get; } = Rate(world);

    public int DiskLost { get; } = Rate(world);

    public int CatalogLost { get; } = Rate(world);

    public int WebhookMissing { get; } = Rate(world);

    public int WebhookLost { get; } = Rate(world);

    public int WebhookAnswerLost { get; } = Rate(world);

    public int WebhookTwice { get; } = Rate(world);

    public int WebhookLate { get; } = Rate(world);

    public int WebhookOdd { get; } = Rate(world);

    public int MediaDown { get; } = world.Chance.OneOf(Outages);

    public int MediaAnswerLost { get; } = Rate(world);

    public int RecordsDown { get; } = world.Chance.OneOf(Outages);

    public int RecordsRefuse { get; } = Rate(world);

    public int RecordsAnswerLost { get; } = Rate(world);

    public int ClockJumps { get; } = Rate(world);

    /// <summary>True when a fault happens now.</summary>
    public bool Strikes(int perMille) => IsStormy && world.Chance.PerMille(perMille);

    private static int Rate(World world) => world.Chance.OneOf(Rates);
}
