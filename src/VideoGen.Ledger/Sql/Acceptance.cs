using System.Collections.Immutable;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Takes new requests in: key, order, caps, request and jobs in one transaction.</summary>
internal static class Acceptance
{
    // One entry of a small index for each unfinished job.
    private const string InFlight = "select count(*) from job where due_at is not null";
    private const string ProjectCost = "select sum(cost) from job where project_id = $project";
    private const string DayCost = "select sum(cost) from job where created_day = $day";
    private const string OfProvider = " and provider = $provider";

    /// <summary>Accepts a request, or says why not, having written nothing.</summary>
    public static CreateResult Create(Session session, NewRequest incoming)
    {
        var request = incoming.Request;
        KeyedRequest? known = request.RequestKey is null ? null : RequestRows.FindByKey(session, request.RequestKey);
        if (known is not null)
        {
            return known.InputHash == request.InputHash ? new CreateResult.Existing(known.Request) : new CreateResult.KeyTaken(known.Request);
        }

        RequestRecord? same = incoming.AnotherTake ? null : RequestRows.FindInTheMaking(session, request);
        if (same is not null)
        {
            RequestRows.Join(session, same, request);
            return new CreateResult.Joined(same);
        }

        if (incoming.MaxInFlight is { } most)
        {
            var inFlight = (int)session.Number(InFlight);
            if (inFlight + incoming.Jobs.Length > most)
            {
                return new CreateResult.Full(most, inFlight);
            }
        }

        long cost = incoming.Jobs.Sum(JobRows.Cost);
        var passed = Passed(session, incoming.Caps, cost + Micros.OfCost(incoming.ToComeUsd), cost + Micros.OfCost(incoming.ToComeAtProviderUsd ?? incoming.ToComeUsd));
        if (!passed.IsEmpty)
        {
            return new CreateResult.CapsReached(passed);
        }

        RequestRows.Insert(session, request);
        foreach (var job in incoming.Jobs)
        {
            JobRows.Insert(session, job, request.CreatedAt, incoming.Owner);
            History.Begin(session, job.Id, new(request.CreatedAt, EventSource.Caller, "state", "Planned.") { To = JobState.Planned });
            OutboxRows.Enter(session, job.Id, request.CreatedAt);
        }

        return new CreateResult.Created();
    }

    /// <summary>The caps that an order would pass: the project's first, those of all providers before the one's.</summary>
    public static ImmutableArray<ReachedCap> Passed(Session session, CapCheck check) =>
        Passed(session, check, Micros.OfCost(check.WantedUsd), Micros.OfCost(check.WantedAtProviderUsd ?? check.WantedUsd));

    // In millionths of a dollar, each job rounded as its row is.
    private static ImmutableArray<ReachedCap> Passed(Session session, CapCheck check, long wanted, long wantedOfOne)
    {
        ProviderCaps? one = check.Provider;
        (string, object?) day = ("$day", Micros.Day(check.At));
        return
        [
            .. check.ProjectId is { } project
                ? [
                    .. Passed("project_cap_usd", null, check.ProjectCapUsd, wanted, () => session.Number(ProjectCost, ("$project", project))),
                    .. Passed("project_cap_usd", one?.Provider, one?.ProjectCapUsd, wantedOfOne, () => session.Number(ProjectCost + OfProvider, ("$project", project), ("$provider", one!.Provider))),
                ]
                : (ImmutableArray<ReachedCap>)[],
            .. Passed("day_cap_usd", null, check.DayCapUsd, wanted, () => session.Number(DayCost, day)),
            .. Passed("day_cap_usd", one?.Provider, one?.DayCapUsd, wantedOfOne, () => session.Number(DayCost + OfProvider, day, ("$provider", one!.Provider))),
        ];
    }

    // What costs nothing passes no cap, even one that was lowered below what is spent already.
    private static ImmutableArray<ReachedCap> Passed(string cap, string? provider, decimal? limit, long wanted, Func<long> used)
    {
        if (limit is null || wanted == 0)
        {
            return [];
        }

        var spent = used();
        return spent + wanted > Micros.OfLimit(limit.Value) ? [new(cap, limit.Value, Micros.Usd(spent)) { Provider = provider }] : [];
    }
}
