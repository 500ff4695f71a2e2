using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Outside;

/// <summary>
/// What the provider of a world is like, drawn from its seed: as often as not like fal, else with some of what others lack or have beyond it. Unlike the
/// weather it stays when the storm is over.
/// </summary>
internal sealed class VendorTraits
{
    private const decimal UsdPerCredit = 0.01m, UsdPerUnit = 0.05m;
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromHours(4);

    public VendorTraits(World world)
    {
        bool isOther = world.Chance.PerMille(500);
        Cancel = isOther ? world.Chance.OneOf([CancelKind.Stops, CancelKind.None, CancelKind.Deletes]) : CancelKind.Stops;
        KeepsHistory = !(isOther && world.Chance.PerMille(500));
        CallsBack = !(isOther && world.Chance.PerMille(400));
        LocksClips = isOther && world.Chance.PerMille(400);
        AddressesExpireAfter = isOther && world.Chance.PerMille(400) ? world.Chance.AnyMagnitude(TimeSpan.FromMinutes(1), TimeSpan.FromHours(2)) : null;
        TellsCredits = isOther && world.Chance.PerMille(500);
        Throttles = isOther && world.Chance.PerMille(300) ? LongestThrottle : null;
        ShortestPoll = isOther && world.Chance.PerMille(300) ? TimeSpan.FromSeconds(5) : TimeSpan.Zero;
    }

    public CancelKind Cancel { get; }

    /// <summary>False where an order whose answer was lost can never be looked up.</summary>
    public bool KeepsHistory { get; }

    /// <summary>False where it is only polled.</summary>
    public bool CallsBack { get; }

    /// <summary>True where clips lie at the provider's own origin and want its key.</summary>
    public bool LocksClips { get; }

    /// <summary>How long the address of a clip is good; null for as long as the clip.</summary>
    public TimeSpan? AddressesExpireAfter { get; }

    /// <summary>True where every end tells its final cost, in credits.</summary>
    public bool TellsCredits { get; }

    /// <summary>Longest time that an order is held back because the account is full; null where none is.</summary>
    public TimeSpan? Throttles { get; }

    public TimeSpan ShortestPoll { get; }

    /// <summary>US dollars of what it counts.</summary>
    public decimal Unit => TellsCredits ? UsdPerCredit : UsdPerUnit;
}
