using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VideoGen.Providers;
using VideoGen.Simulation.Oracles;
using VideoGen.Simulation.Worlds;
using VideoGen.Testing.Catalog;

namespace VideoGen.Simulation.Outside;

/// <summary>The provider on the other side of the network: takes orders, makes clips, bills. Knows the truth.</summary>
internal sealed class ProviderSite(World world, Weather weather, VendorTraits traits, Oracle oracle)
{
    private const int CreditsPerSecond = 10; // the price of the catalog's model

    private readonly Dictionary<string, int> _onTheWay = new(StringComparer.Ordinal);

    /// <summary>What it is like.</summary>
    public VendorTraits Traits => traits;

    public List<ProviderOrder> Orders { get; } = [];

    /// <summary>Told of every order that is taken.</summary>
    public Action<ProviderOrder> Accepted { get; set; } = _ => { };

    /// <summary>A submit is on the wire; until it has arrived the records are not complete.</summary>
    public void Sent(Submission submission)
    {
        oracle.SubmitSent(submission.JobId);
        _onTheWay[submission.JobId] = _onTheWay.GetValueOrDefault(submission.JobId) + 1;
    }

    public void Arrived(Submission submission) => _onTheWay[submission.JobId]--;

    public ProviderOrder Accept(Submission submission)
    {
        JsonNode payload = JsonNode.Parse(submission.Payload)!;
        OrderEnd end = weather.Strikes(weather.OrderNeverEnds) ? OrderEnd.Never
            : weather.Strikes(weather.OrderRecovers) ? OrderEnd.FailureThenClip
            : weather.Strikes(weather.OrderFails) ? OrderEnd.Failure
            : OrderEnd.Clip;
        TimeSpan? throttled = traits.Throttles is { } longest && world.Chance.PerMille(500) ? world.Since + world.Chance.AnyMagnitude(TimeSpan.FromSeconds(1), longest) : null;
        TimeSpan starts = (throttled ?? world.Since) + world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(4));
        TimeSpan ends = starts + world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(10));
        decimal seconds = (decimal)payload["seconds"]!;
        decimal credits = seconds * CreditsPerSecond + world.Chance.Between(0, 20);
        Billed billed = end is OrderEnd.FailureThenClip ? Billed.Unknown : world.Chance.OneOf([Billed.No, Billed.Yes, Billed.Unknown]);
        var order = new ProviderOrder
        {
            Id = $"p-{Orders.Count + 1}",
            JobId = submission.JobId,
            Prompt = (string)payload["prompt"]!,
            WebhookUrl = submission.WebhookUrl,
            StartsAt = starts,
            ThrottledUntil = throttled,
            EndsAt = ends,
            End = end,
            RecoversAt = ends + world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)),
            Failure = new ProviderFailure(world.Chance.OneOf([FailureError.ProviderError, FailureError.ContentRejected]), "The model failed.", billed)
            {
                BilledUnits = !traits.TellsCredits ? null : billed switch { Billed.No => 0, Billed.Yes => credits, _ => null },
            },
            Seconds = seconds,
            BilledUnits = traits.TellsCredits ? credits : world.Chance.PerMille(300) ? seconds + world.Chance.Between(0, 2) : null,
            StoppedCredits = traits.TellsCredits ? credits / 2 : null,
            IsLocked = traits.LocksClips,
            AddressExpiresAfter = traits.AddressesExpireAfter,
            IsSpoilt = weather.Strikes(weather.ClipBadForGood),
            KeptFor = weather.Strikes(weather.ClipExpires) ? world.Chance.AnyMagnitude(TimeSpan.FromMinutes(1), TimeSpan.FromHours(2)) : null,
            Differs = weather.Strikes(weather.ClipDiffers),
        };
        Orders.Add(order);
        world.Tell("provider", $"takes {order.Id} for {order.JobId}: starts {starts}, ends {ends} with {end}{(order.IsSpoilt ? ", spoilt" : "")}{(order.Differs ? ", differs" : "")}");
        oracle.SubmitTaken(order);
        Accepted(order);
        return order;
    }

    /// <summary>The bytes of a clip as one fetch gets them.</summary>
    public static byte[] Render(ProviderOrder order)
    {
        byte[] clip = ClipBytes.Of(order, order.Differs ? ++order.Renderings : 1);
        order.Served.Add(Convert.ToHexStringLower(SHA256.HashData(clip)));
        return clip;
    }

    public ProviderOrder? Find(string id) => Orders.Find(o => o.Id == id);

    public FindResult Look(Submission submission) =>
        !traits.KeepsHistory ? new FindResult.Unavailable("It keeps no list.") { IsFinal = true }
        : Orders.Find(o => o.JobId == submission.JobId) is { } order ? new FindResult.Found(Handle(order))
        : _onTheWay.GetValueOrDefault(submission.JobId) > 0 ? new FindResult.Unavailable("The records do not list it yet.")
        : new FindResult.Absent();

    public CancelResult Cancel(ProviderOrder order)
    {
        TimeSpan now = world.Since;
        if (order.StoppedAt is not null || order.HasClip(now) || (order.EndsAt <= now && order.End is not OrderEnd.Never))
        {
            return CancelResult.AlreadyCompleted;
        }

        bool waits = now < order.StartsAt;
        if (waits || world.Chance.PerMille(500))
        {
            order.StoppedAt = now;
        }

        return waits && world.Chance.PerMille(500) ? CancelResult.Removed : CancelResult.Requested;
    }

    /// <summary>Deletes an order, whatever it is: one that goes on ends, and a clip is lost for good.</summary>
    /// <param name="order">The order.</param>
    /// <param name="readAt">When whoever asks for it had read that it goes on; null when nobody had.</param>
    public void Delete(ProviderOrder order, TimeSpan? readAt)
    {
        TimeSpan now = world.Since;
        if (order.HasClip(now))
        {
            if (readAt is not { } read || order.HasClip(read))
            {
                oracle.Break(Promise.Vendor, $"The finished clip of {order.Id} was deleted.");
            }

            order.WasDenied = order.IsDeleted = true; // finished between the reading and the deleting
        }
        else if (order.StoppedAt is null && (order.EndsAt > now || order.End is OrderEnd.Never))
        {
            order.StoppedAt = now;
            order.IsDeleted = world.Chance.PerMille(500);
        }
    }

    /// <summary>Somebody asks for a cancel where there is none.</summary>
    public void AskedForCancel(ProviderJob job) => oracle.Break(Promise.Vendor, $"{job.RequestId} was to be cancelled at a provider that has no cancel.");

    /// <summary>The key came to a host that is not the provider's.</summary>
    public void KeyShown(Uri address) => oracle.Break(Promise.Vendor, $"The key was shown to {address.Host}.");

    public static ProviderJob Handle(ProviderOrder order) => new(order.Id, MemoryCatalog.Model);
}
