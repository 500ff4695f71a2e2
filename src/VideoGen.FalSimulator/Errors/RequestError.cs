using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Answers;

namespace VideoGen.FalSimulation.Errors;

/// <summary>A failure before, around or instead of the model: <c>error_type</c> beside a plain <c>detail</c>.</summary>
internal sealed record RequestError(string Type, int Status, string Message)
{
    public static IReadOnlyDictionary<string, RequestError> Documented { get; } = new[]
    {
        new RequestError("request_timeout", 504, "Request timed out"),
        new RequestError("startup_timeout", 504, "Request timed out before it could start"),
        new RequestError("runner_scheduling_failure", 503, "Failed to schedule a runner"),
        new RequestError("runner_connection_timeout", 503, "Connection to the runner timed out"),
        new RequestError("runner_connection_refused", 503, "Connection to the runner was refused"),
        new RequestError("runner_connection_error", 503, "Connection to the runner failed"),
        new RequestError("runner_disconnected", 503, "Runner disconnected"),
        new RequestError("runner_incomplete_response", 502, "Runner sent an incomplete response"),
        new RequestError("runner_server_error", 500, "Runner server error"),
        new RequestError("internal_error", 500, "Internal error"),
        new RequestError("client_disconnected", 499, "Client disconnected"),
        new RequestError("client_cancelled", 499, "Request was cancelled by the client"),
        new RequestError("bad_request", 400, "Bad request"),
        new RequestError("concurrent_requests_limit", 429, "Too many concurrent requests"),
    }.ToDictionary(static error => error.Type, StringComparer.Ordinal);

    public Answer ToAnswer()
    {
        Answer answer = Answer.Of(Status, new JsonObject { ["detail"] = Message, ["error_type"] = Type })
            .With("X-Fal-Error-Type", Type)
            .With("X-Fal-Needs-Retry", Status is >= 500 or 429 ? "1" : "0");
        return answer;
    }
}
