using Microsoft.AspNetCore.Diagnostics;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Server.Failures;

/// <summary>Answers what an endpoint throws as a problem, and logs what is nobody's fault but ours.</summary>
internal sealed partial class FaultHandler(IIdSource ids, MachinePaths paths, ILogger<FaultHandler> log) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                await ProblemAnswer.WriteAsync(httpContext, bad.StatusCode, Failure.OfStatus(bad.StatusCode));
                break;
            case LedgerException broken:
                LedgerUnusable(broken, broken.Problem.Code);
                await ProblemAnswer.WriteAsync(httpContext, StatusCodes.Status503ServiceUnavailable, paths.Hide(broken));
                break;
            default:
                string id = ids.Next("err_");
                Unexpected(exception, id);
                await ProblemAnswer.WriteAsync(httpContext, StatusCodes.Status500InternalServerError, new Problem(
                    "internal_error", "", $"The server failed unexpectedly (error {id}; its log says more).", "Repeat an order only with the same request_key: that never pays twice."));
                break;
        }

        return true;
    }

    /// <summary>Answers a status that an endpoint left without a body.</summary>
    public static Task AnswerBareAsync(StatusCodeContext bare) =>
        bare.HttpContext.Response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed
            ? ProblemAnswer.WriteAsync(bare.HttpContext, bare.HttpContext.Response.StatusCode, Failure.OfStatus(bare.HttpContext.Response.StatusCode))
            : Task.CompletedTask;

    [LoggerMessage(3100, LogLevel.Error, "A request failed unexpectedly; the caller was told error {ErrorId}.")]
    private partial void Unexpected(Exception exception, string errorId);

    [LoggerMessage(3101, LogLevel.Error, "The ledger cannot work ({Code}).")]
    private partial void LedgerUnusable(Exception exception, string code);
}
