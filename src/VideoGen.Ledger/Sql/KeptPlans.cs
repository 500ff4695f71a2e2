using System.Collections.Immutable;
using System.Data.Common;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>Planned requests that wait for approval.</summary>
internal static class KeptPlans
{
    private const string Keep =
        """
        insert into kept_plan (caller, plan_hash, request_key, local_folder, planned_at, request)
        values ($caller, $hash, $key, $folder, $at, $request)
        on conflict (caller, request_key) do update set plan_hash = excluded.plan_hash, planned_at = excluded.planned_at, local_folder = excluded.local_folder, request = excluded.request
        """;

    private const string Drop =
        """
        delete from kept_plan where planned_at <= $oldest or number in (
            select number from (
                select number,
                    row_number() over of_caller as place,
                    sum(length(request)) over of_caller as bytes_of_caller,
                    sum(length(request)) over (order by planned_at desc, number desc) as bytes
                from kept_plan
                window of_caller as (partition by caller order by planned_at desc, number desc)) ranked
            where place > $count or bytes_of_caller > $share or bytes > $whole)
        """;

    private const string OfHash =
        """
        select caller, plan_hash, request_key, local_folder, planned_at, request from kept_plan
        where caller = $caller and plan_hash = $hash and planned_at > $oldest order by planned_at desc, number desc
        """;

    /// <summary>Keeps a plan and drops what is out of date or too much.</summary>
    public static bool Add(Session session, KeptPlan plan)
    {
        session.Execute(
            Keep,
            ("$caller", plan.Caller ?? ""),
            ("$hash", plan.PlanHash),
            ("$key", plan.RequestKey),
            ("$folder", plan.LocalFolder),
            ("$at", Micros.Of(plan.PlannedAt)),
            ("$request", plan.Request.ToArray()));
        session.Execute(
            Drop,
            ("$oldest", Micros.Of(plan.PlannedAt - KeptPlan.Life)),
            ("$count", KeptPlan.MostOfCaller),
            ("$share", KeptPlan.MostBytesOfCaller),
            ("$whole", KeptPlan.MostBytes));
        return true;
    }

    /// <summary>The plans of a caller with a hash, the newest first.</summary>
    public static ImmutableArray<KeptPlan> Find(Session session, string? caller, string planHash, DateTimeOffset now) => session.List(
        OfHash, Read, ("$caller", caller ?? ""), ("$hash", planHash), ("$oldest", Micros.Of(now - KeptPlan.Life)));

    private static KeptPlan Read(DbDataReader row) => new()
    {
        Caller = row.GetString(0) is { Length: > 0 } caller ? caller : null,
        PlanHash = row.GetString(1),
        RequestKey = row.GetString(2),
        LocalFolder = row.IsDBNull(3) ? null : row.GetString(3),
        PlannedAt = Micros.Time(row.GetInt64(4)),
        Request = row.GetFieldValue<byte[]>(5),
    };
}
