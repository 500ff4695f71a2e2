using System.Collections.Frozen;

namespace VideoGen.FalSimulation.Behaviours;

/// <summary>Every behaviour the simulator can play: its name, as rules and headers use it, and what it does.</summary>
public static class BehaviourCatalog
{
    /// <summary>Name to meaning. A name is followed by <c>=value</c> where the meaning speaks of a value.</summary>
    public static FrozenDictionary<string, string> All { get; } = SharedBehaviours.All.Concat(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Submit
        ["refuse-403-balance"] = "Submit answers 403: account locked, balance exhausted.",
        ["refuse-403-scope"] = "Submit answers 403: the key may not call this application.",
        ["refuse-404"] = "Submit answers 404: application not found.",
        ["refuse-429"] = "Submit answers 429 concurrent_requests_limit with X-Fal-Needs-Retry: 1.",
        ["refuse-at-submit"] = "An invalid input is answered with 422 by the submit itself.",
        ["submit-partial"] = "Submit answers 200 with half of its JSON and cuts the connection; the job exists.",
        ["foreign-urls"] = "The returned addresses point to another host (a trap for keys).",
        ["long-urls"] = "The returned addresses carry the whole model id.",

        // Waiting and running
        ["instant"] = "No waiting and no inference time: completed as soon as the clip is there.",
        ["slow"] = "Inference takes the value in seconds (default 600).",
        ["stuck"] = "Waits at queue position 0 forever.",
        ["never-ends"] = "Stays IN_PROGRESS forever.",
        ["held"] = "Stays IN_PROGRESS until POST /_sim/release.",
        ["requeue"] = "Falls back from IN_PROGRESS to IN_QUEUE once and starts again with another gateway id.",
        ["flap"] = "Every second status read of a running job says IN_QUEUE.",
        ["status-404"] = "Status reads answer 404 NOT_FOUND.",

        // Outcome
        ["fail"] = "Fails with the model error named by the value (default content_policy_violation): plain COMPLETED, the result is 422 or 5xx.",
        ["fail-string"] = "Fails with 422 whose detail is a plain string.",
        ["fail-named"] = "With fail: COMPLETED also carries error and error_type.",
        ["request-error"] = "Fails with the request error named by the value (default startup_timeout): COMPLETED with error and error_type.",
        ["result-gone"] = "The result answers 404 although the job completed.",
        ["result-5xx"] = "The first reads of the result (value, default 2) answer 502.",
        ["result-early"] = "The first reads of the result (value, default 2) say it is still in progress although the status is COMPLETED.",
        ["result-no-video"] = "The result is 200 with an object that has no video.",
        ["result-null-video"] = "The result is 200 with video: null.",
        ["result-html"] = "The result is 200 with an HTML page.",
        ["result-foreign-video"] = "The clip's address is http://169.254.169.254/ (a trap for whoever fetches it unguarded).",
        ["unknown-fields"] = "Unknown extra fields everywhere.",
        ["null-fields"] = "logs: null, metrics absent, everything of the file but its url null.",

        // Clip
        ["clip-redirect"] = "The clip's address redirects to another path of the media host.",

        // Webhook
        ["webhook-missing"] = "No webhook is sent.",
        ["webhook-duplicate"] = "The webhook is sent the value's times (default 2).",
        ["webhook-late"] = "The webhook is sent the value in seconds after completion (default 301).",
        ["webhook-early"] = "The webhook is delivered before the submit is answered (with instant).",
        ["webhook-wrong-signature"] = "The signature is made with another key.",
        ["webhook-unsigned"] = "The signature headers are missing.",
        ["webhook-tampered"] = "The body is changed after it was signed.",
        ["webhook-stale"] = "Timestamp and signature are the value in seconds old (default 301).",
        ["webhook-same-signature"] = "Repeated deliveries carry the first one's timestamp and signature.",
        ["webhook-payload-null"] = "status OK, payload null and payload_error: the result must be fetched.",
        ["webhook-error-404"] = "status ERROR with a 404 text and payload null, although the result is there.",
        ["webhook-wrong-id"] = "The webhook names a request that does not exist.",
        ["webhook-html"] = "The webhook's body is not JSON (correctly signed).",
        ["webhook-huge"] = "The webhook's body is the value in bytes long (default 5000000).",

        // Cancel
        ["cancel"] = "Cancel answers as the value says: ok, requested, completed, not-found, success-true, success-false, 5xx.",
        ["cancel-ignored"] = "Cancel is accepted, the job finishes all the same.",

        // Sync
        ["sync-queue-answer"] = "The synchronous call answers with a queue answer instead of the output; the job goes on in the queue.",
        ["sync-lost"] = "The synchronous call's connection is cut after the job started; the job goes on.",
    }).ToFrozenDictionary(StringComparer.Ordinal);
}
