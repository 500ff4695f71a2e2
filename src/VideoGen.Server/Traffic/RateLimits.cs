using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using VideoGen.Contract;
using VideoGen.Server.Access;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Traffic;

/// <summary>The rate limiters of the server: so many times at once, and as many again in every minute, for each who is counted.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private const string NotCounted = "";

    /// <summary>Limits the requests of each caller in a minute, at all nodes together; somebody on this machine is not counted.</summary>
    /// <param name="options">Options of the middleware.</param>
    /// <param name="perMinute">Requests in a minute.</param>
    /// <param name="nodes">The other nodes.</param>
    public static void AddTo(RateLimiterOptions options, int perMinute, ILimitExchange nodes)
    {
        options.GlobalLimiter = PerMinute("requests", perMinute, nodes).WithTranslatedKey<HttpContext>(
            context => CallerIdentity.Of(context.User)?.Caller is { } caller ? caller.Id ?? NotCounted : AddressKey.PartitionOf(context.Connection.RemoteIpAddress), leaveOpen: false);
        options.OnRejected = async (rejected, _) => await RefuseAsync(
            rejected.HttpContext, StatusCodes.Status429TooManyRequests, "too_many_requests", $"More than {perMinute} requests in a minute.", WaitOf(rejected.Lease));
    }

    /// <summary>A limiter of what may happen so many times a minute for each key, at all nodes together.</summary>
    /// <param name="limit">Its name, which is the same at every node.</param>
    /// <param name="times">How many times.</param>
    /// <param name="nodes">The other nodes.</param>
    public static SharedLimiter PerMinute(string limit, int times, ILimitExchange nodes) => new(
        limit,
        PartitionedRateLimiter.Create<string, string>(key => key.Length == 0 ? RateLimitPartition.GetNoLimiter(key) : RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(times))),
        nodes);

    /// <summary>A limiter of what goes on at the same time for each key.</summary>
    public static PartitionedRateLimiter<string> AtOnce(int each) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = each }));

    /// <summary>How long to wait after a refusal.</summary>
    public static TimeSpan WaitOf(RateLimitLease refused) => refused.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : TimeSpan.FromSeconds(1);

    /// <summary>Answers that a limit is reached, and when to call again.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string code, string message, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ProblemAnswer.WriteAsync(context, status, new Problem(code, "", message, "Call again after the seconds that Retry-After says."));
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new() { TokenLimit = perMinute, TokensPerPeriod = 1, ReplenishmentPeriod = Minute / perMinute };
}
