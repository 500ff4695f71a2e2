using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using VideoGen.Access;
using VideoGen.Host.Configuration;
using VideoGen.Server.Access;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Traffic;

/// <summary>
/// How much is taken on: requests a minute and at the same time, for each caller; requests in all; and bytes of bodies in memory, a quarter
/// of them, or one largest body, for each caller. Who may not order sends no pictures, and so little. A body of unknown length counts as the
/// largest there may be until it has been read. Somebody on this machine is held to the bytes in all only.
/// </summary>
internal sealed class TrafficGate(Settings settings, TimeProvider time)
{
    private const int Shares = 4;

    private readonly Pace _pace = new(settings.Server.MaxRequestsPerMinute, time);
    private readonly Places _places = new(settings.Server.MaxConcurrentRequests, settings.Server.MaxConcurrentRequestsPerCaller);
    private readonly long _mostBytes = Listeners.MostBodyBytes(settings);
    private readonly Places _bytes = new(settings.Server.MaxRequestBytesInMemory, Math.Max(Listeners.MostBodyBytes(settings), settings.Server.MaxRequestBytesInMemory / Shares));

    /// <summary>Lets a request pass, or answers 413, 429 or 503.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        Caller? caller = CallerIdentity.Of(context.User)?.Caller;
        if (caller is { Id: null })
        {
            await ServeBodyAsync(context, null, _mostBytes, () => { }, next);
            return;
        }

        string who = caller?.Id ?? AddressKey.Of(context.Connection.RemoteIpAddress);
        if (_pace.Take(who) is { } wait)
        {
            await BusyAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", $"More than {settings.Server.MaxRequestsPerMinute} requests in a minute.", wait);
            return;
        }

        PlaceResult place = _places.Take(who);
        if (place is not PlaceResult.Taken)
        {
            await (place is PlaceResult.OwnFull
                ? BusyAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", $"More than {settings.Server.MaxConcurrentRequestsPerCaller} requests at the same time.", TimeSpan.FromSeconds(1))
                : BusyAsync(context, StatusCodes.Status503ServiceUnavailable, "server_busy", "The server has as many requests as it takes at the same time.", TimeSpan.FromSeconds(1)));
            return;
        }

        await ServeBodyAsync(context, who, caller?.May(Scopes.Spend) is true ? _mostBytes : Math.Min(_mostBytes, settings.Server.MaxReaderRequestBytes), () => _places.Leave(who), next);
    }

    private async Task ServeBodyAsync(HttpContext context, string? who, long most, Action leave, RequestDelegate next)
    {
        using var call = new CallPlace(leave);
        long bytes = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true ? context.Request.ContentLength ?? most : 0;
        if (bytes > most)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, TooLarge(most));
            return;
        }

        PlaceResult place = _bytes.Take(who, bytes);
        if (place is not PlaceResult.Taken)
        {
            await (place is PlaceResult.OwnFull
                ? BusyAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", "Your requests take as many bytes of memory as those of one caller may.", TimeSpan.FromSeconds(5))
                : BusyAsync(context, StatusCodes.Status503ServiceUnavailable, "server_busy", "The server has as many bytes of requests in memory as it takes.", TimeSpan.FromSeconds(5)));
            return;
        }

        call.Body = new BodyPlace(_bytes, who, bytes);
        context.Features.Set(call);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most; // for a body of unknown length
        }

        try
        {
            await next(context);
        }
        catch (BadHttpRequestException large) when (large.StatusCode is StatusCodes.Status413PayloadTooLarge && !context.Response.HasStarted)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, TooLarge(most));
        }
    }

    private Contract.Problem TooLarge(long most) => most < _mostBytes ? Failure.TooLargeToRead(most) : Failure.TooLarge(settings.MaxRequestBytes);

    private static Task BusyAsync(HttpContext context, int status, string code, string message, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ProblemAnswer.WriteAsync(context, status, new Contract.Problem(code, "", message, "Call again after the seconds that Retry-After says."));
    }
}
