using System.Text.Json.Nodes;

namespace VideoGen.Fault.Tests;

/// <summary>How a run of the program ended.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">What it wrote: the answer.</param>
/// <param name="Error">What it told people.</param>
internal sealed record Outcome(int Code, string Output, string Error)
{
    /// <summary>The answer.</summary>
    public JsonNode Json => JsonNode.Parse(Output) ?? throw new InvalidOperationException(Error);

    /// <summary>Id of the request.</summary>
    public string RequestId => (string)Json["request_id"]!;

    /// <summary>The only problem.</summary>
    public (string Code, string Message, string Remedy) Problem
    {
        get
        {
            Json["problems"].ShouldNotBeNull(Output + Error);
            JsonNode problem = Json["problems"]!.AsArray().ShouldHaveSingleItem()!;
            return ((string)problem["code"]!, (string)problem["message"]!, (string)problem["remedy"]!);
        }
    }

    /// <summary>What is said about the segments that are not there.</summary>
    public string Missing => string.Join('\n', Json["failed_segments"]!.AsArray().Select(s => $"{(string)s!["error"]!}: {(string)s["message"]!} {(string)s["next_step"]!}"));

    /// <summary>Segments delivered.</summary>
    public int Delivered => Json["video_segments"]!.AsArray().Count;
}
