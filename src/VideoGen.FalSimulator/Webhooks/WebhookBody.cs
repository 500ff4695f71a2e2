using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Queue;

namespace VideoGen.FalSimulation.Webhooks;

/// <summary>Words the body of a webhook.</summary>
internal static class WebhookBody
{
    public static byte[] Of(Job job, string requestId)
    {
        BehaviourSet behaviours = job.Behaviours;
        if (behaviours.Has("webhook-html"))
        {
            return "<html><body>not JSON</body></html>"u8.ToArray();
        }

        Answer answer = job.Outcome!.Answer;
        var body = new JsonObject { ["request_id"] = requestId, ["gateway_request_id"] = job.GatewayRequestId };
        if (behaviours.Has("webhook-error-404"))
        {
            body["status"] = "ERROR";
            body["error"] = "Invalid status code: 404";
            body["payload"] = null;
        }
        else if (answer.Status is >= 200 and < 300)
        {
            body["status"] = "OK";
            JsonNode? payload = behaviours.Has("webhook-payload-null") ? null : Parsed(answer);
            body["payload"] = payload;
            if (payload is null)
            {
                body["payload_error"] = "Response payload is not JSON serializable";
            }
        }
        else
        {
            body["status"] = "ERROR";
            body["error"] = job.Outcome.Error ?? $"Invalid status code: {answer.Status}";
            body["payload"] = Parsed(answer);
        }

        if (behaviours.Has("unknown-fields"))
        {
            body["attempt_zone"] = "sim-1";
        }

        if (behaviours.Has("webhook-huge"))
        {
            body["filler"] = new string('x', (int)behaviours.Number("webhook-huge", 5_000_000));
        }

        return Encoding.UTF8.GetBytes(body.ToJsonString(Answer.Json));
    }

    private static JsonNode? Parsed(Answer answer)
    {
        try
        {
            return JsonNode.Parse(answer.Body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
