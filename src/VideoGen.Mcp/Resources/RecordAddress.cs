namespace VideoGen.Mcp.Resources;

/// <summary>Addresses of records: <c>videogen://requests/{request_id}</c> and <c>videogen://segments/{request_id}/{segment_id}</c>.</summary>
internal static class RecordAddress
{
    public const string RequestTemplate = "videogen://requests/{request_id}";
    public const string SegmentTemplate = "videogen://segments/{request_id}/{segment_id}";

    private const string Requests = "videogen://requests/";
    private const string Segments = "videogen://segments/";
    private const int LongestId = 200;

    public static string OfRequest(string requestId) => Requests + Uri.EscapeDataString(requestId);

    public static string OfSegment(string requestId, string segmentId) =>
        $"{Segments}{Uri.EscapeDataString(requestId)}/{Uri.EscapeDataString(segmentId)}";

    /// <summary>The ids in an address of the form of a template, or null.</summary>
    public static string[]? Parse(string template, string address)
    {
        string root = template == RequestTemplate ? Requests : Segments;
        int wanted = template == RequestTemplate ? 1 : 2;
        if (!address.StartsWith(root, StringComparison.Ordinal))
        {
            return null;
        }

        string[] ids = [.. address[root.Length..].Split('/').Select(Uri.UnescapeDataString)];
        return ids.Length == wanted && ids.All(id => id.Length is > 0 and <= LongestId) ? ids : null;
    }
}
