using System.Security.Cryptography;
using System.Text.Json.Nodes;
using VideoGen.Providers;
using VideoGen.Simulation.Oracles;
using VideoGen.Simulation.Worlds;
using VideoGen.Testing.Catalog;

namespace VideoGen.Simulation.Outside;

/// <summary>The provider on the other side of the network: takes orders, makes clips, bills. Knows the truth.</summary>
internal sealed class ProviderSite(World world, Weather weather, Oracle oracle)
{
    private readonly Dictionary<string, int> _onTheWay = new(StringComparer.Ordinal);

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
        TimeSpan starts = world.Since + world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(4));
        TimeSpan ends = starts + world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(10));
        decimal seconds = (decimal)payload["seconds"]!;
        var order = new ProviderOrder
        {
            Id = $"p-{Orders.Count + 1}",
            JobId = submission.JobId,
            Prompt = (string)payload["prompt"]!,
            WebhookUrl = submission.WebhookUrl,
            StartsAt = starts,
            EndsAt = ends,
            End = end,
            RecoversAt = ends + world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)),
            Failure = new ProviderFailure(
                world.Chance.OneOf([FailureError.ProviderError, FailureError.ContentRejected]),
                "The model failed.",
                end is OrderEnd.FailureThenClip ? Billed.Unknown : world.Chance.OneOf([Billed.No, Billed.Yes, Billed.Unknown])),
            Seconds = seconds,
            BilledUnits = world.Chance.PerMille(300) ? seconds + world.Chance.Between(0, 2) : null,
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
        Orders.Find(o => o.JobId == submission.JobId) is { } order ? new FindResult.Found(Handle(order))
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

    public static ProviderJob Handle(ProviderOrder order) => new(order.Id, MemoryCatalog.Model);
}
