using VideoGen.Contract;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Traffic;

/// <summary>
/// Middleware before every endpoint that reads JSON: the body is read whole, within the bytes that the caller may send, and held to
/// <see cref="JsonLimits"/>; only then the endpoint reads it, whoever wrote that endpoint. What is no JSON passes: its reader says so.
/// </summary>
internal static class JsonBodyLimits
{
    /// <summary>Lets a request pass with its body in memory, or answers 400 or 413.</summary>
    public static async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.HasJsonContentType())
        {
            await next(context);
            return;
        }

        MemoryStream body = await BodyLease.ReadAsync(context);
        if (JsonLimits.Check(body.GetBuffer().AsSpan(0, (int)body.Length)) is { } problem)
        {
            int status = problem.Code is ProblemCodes.RequestTooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
            await ProblemAnswer.WriteAsync(context, status, problem);
            return;
        }

        context.Request.Body = body;
        await next(context);
    }
}
