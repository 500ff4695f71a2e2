using VideoGen.Access;
using VideoGen.Jobs;

namespace VideoGen.Server.Failures;

/// <summary>The outermost gate: whatever goes wrong inside is answered as a problem, and what is nobody's fault but ours is logged.</summary>
internal sealed partial class FailureGate(IIdSource ids, MachinePaths paths, ILogger<FailureGate> log)
{
    /// <summary>Runs a request.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed, ContentType: null } bare)
            {
                await ProblemAnswer.WriteAsync(context, bare.StatusCode, Failure.OfStatus(bare.StatusCode));
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception failed) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await AnswerAsync(context, failed);
        }
    }

    private Task AnswerAsync(HttpContext context, Exception failed)
    {
        switch (failed)
        {
            case BadHttpRequestException bad:
                return ProblemAnswer.WriteAsync(context, bad.StatusCode, Failure.OfStatus(bad.StatusCode));
            case LedgerException broken:
                LedgerUnusable(broken, broken.Problem.Code);
                return ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, paths.Hide(broken));
            default:
                string id = ids.Next("err_");
                Unexpected(failed, id);
                return ProblemAnswer.WriteAsync(context, StatusCodes.Status500InternalServerError, new Contract.Problem(
                    "internal_error", "", $"The server failed unexpectedly (error {id}; its log says more).", "Repeat an order only with the same request_key: that never pays twice."));
        }
    }

    [LoggerMessage(3100, LogLevel.Error, "A request failed unexpectedly; the caller was told error {ErrorId}.")]
    private partial void Unexpected(Exception exception, string errorId);

    [LoggerMessage(3101, LogLevel.Error, "The ledger cannot work ({Code}).")]
    private partial void LedgerUnusable(Exception exception, string code);
}
