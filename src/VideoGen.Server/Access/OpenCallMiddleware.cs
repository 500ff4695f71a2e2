namespace VideoGen.Server.Access;

/// <summary>
/// Holds a request to its caller for as long as it lasts: see <see cref="CallerRevalidation"/>. To everything behind it, somebody whose token was revoked
/// or has expired has hung up.
/// </summary>
internal sealed class OpenCallMiddleware(RequestDelegate next, AccessResultHandler access, TimeProvider time)
{
    /// <summary>Runs a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (CallerIdentity.Of(context.User) is not { } identity)
        {
            await next(context); // an open address
            return;
        }

        CancellationToken hungUp = context.RequestAborted;
        using var revalidation = new CallerRevalidation(identity, time, hungUp);
        context.RequestAborted = revalidation.Over;
        try
        {
            await next(context);
        }
        catch (Exception gone) when (revalidation.IsLost && gone is OperationCanceledException or IOException)
        {
            // Answered below, where nothing is answered yet.
        }
        finally
        {
            context.RequestAborted = hungUp;
        }

        if (revalidation.IsLost && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await access.RefuseTokenAsync(context);
        }
    }
}
