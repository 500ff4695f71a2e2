namespace VideoGen.Auditing;

/// <summary>The paths of an audit bundle.</summary>
internal static class AuditNames
{
    public const string Format = "videogen-audit/1";
    public const string Manifest = "manifest.json";
    public const string Crate = "ro-crate-metadata.json";
    public const string Request = "request.json";
    public const string Record = "record.json";
    public const string Plan = "plan.json";
    public const string Provider = "catalog/provider.json";
    public const string Templates = "catalog/templates.json";
    public const string Costs = "costs.json";

    public static string Job(string id) => $"jobs/{id}/job.json";

    public static string Prompt(string id) => $"jobs/{id}/prompt.txt";

    public static string Events(string id) => $"jobs/{id}/events.json";

    public static string Exchanges(string id) => $"jobs/{id}/exchanges.json";

    public static string Payload(string id) => $"jobs/{id}/payload.json";

    public static string Webhook(string id, int number) => $"jobs/{id}/webhooks/{number:000}.json";

    public static string WebhookBody(string id, int number) => $"jobs/{id}/webhooks/{number:000}.body";

    public static string Clip(string path) => $"clips/{path[(path.LastIndexOf('/') + 1)..]}";
}
