using System.Globalization;
using System.Text;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>A list of requests in a few lines.</summary>
internal static class RequestListText
{
    public static string Of(RequestList list)
    {
        if (list.Requests.IsEmpty)
        {
            return "You have ordered nothing yet.";
        }

        var text = new StringBuilder("Your newest requests:\n");
        foreach (RequestSummary r in list.Requests)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {r.RequestId}: {SnakeCase.Of(r.Status)}, {r.Delivered} of {r.Segments} segments delivered, ");
            text.Append(CultureInfo.InvariantCulture, $"{r.ProjectId}/{r.EpisodeId} with {r.Provider}, accepted {r.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n");
        }

        return text.Append("Next: call get_video_segments with one of these as request_id.").ToString();
    }
}
