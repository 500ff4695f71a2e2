using System.Text.Json.Nodes;

namespace VideoGen.DocumentedFal.Tests.Service;

/// <summary>An answer as it goes over the wire.</summary>
internal sealed record Reply(int Status, string Body, string ContentType = "application/json");

/// <summary>How one job runs. The default succeeds and tells nobody.</summary>
internal sealed record Run
{
    /// <summary>True breaks the connection of the submit after the job was made.</summary>
    public bool LosesSubmit { get; init; }

    /// <summary>True delivers a signed webhook as soon as the submit was answered.</summary>
    public bool SendsWebhook { get; init; }

    /// <summary>The model's own bad end, and what was billed for it in units; null for success.</summary>
    public (Reply Reply, double Units)? Failure { get; init; }

    /// <summary>Answers to the first reads of the result, before the true one.</summary>
    public Queue<Reply> FirstResults { get; init; } = new();

    /// <summary>The error that the status tells beside COMPLETED.</summary>
    public (string Error, string Type)? StatusError { get; init; }

    /// <summary>The output, given the address of the clip.</summary>
    public Func<string, JsonObject> Output { get; init; } = url => new JsonObject
    {
        ["video"] = new JsonObject { ["url"] = url, ["content_type"] = "video/mp4", ["file_name"] = "clip.mp4", ["file_size"] = null },
    };
}
