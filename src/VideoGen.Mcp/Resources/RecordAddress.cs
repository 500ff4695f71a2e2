namespace VideoGen.Mcp.Resources;

/// <summary>
/// Addresses of records: <c>videogen://requests/{request_id}</c>, <c>videogen://segments/{request_id}/{segment_id}</c>,
/// <c>videogen://templates/{template_id}</c> and <c>videogen://models</c>.
/// </summary>
internal static class RecordAddress
{
    public const string RequestTemplate = "videogen://requests/{request_id}";
    public const string SegmentTemplate = "videogen://segments/{request_id}/{segment_id}";
    public const string HistoryTemplate = "videogen://history/{request_id}/{segment_id}";
    public const string PictureTemplate = "videogen://pictures/{plan_hash}/{frame_id}";
    public const string PosterTemplate = "videogen://posters/{request_id}/{segment_id}";
    public const string ProxyTemplate = "videogen://proxies/{request_id}/{segment_id}";
    public const string PromptTemplate = "videogen://templates/{template_id}";

    /// <summary>The models to choose from: one address, no id.</summary>
    public const string Models = "videogen://models";

    private const int LongestId = 200;

    public static string OfRequest(string requestId) => Fill(RequestTemplate, requestId);

    public static string OfSegment(string requestId, string segmentId) => Fill(SegmentTemplate, requestId, segmentId);

    public static string OfTemplate(string templateId) => Fill(PromptTemplate, templateId);

    /// <summary>The ids in an address of the form of a template, or null.</summary>
    public static string[]? Parse(string template, string address)
    {
        if (template == Models)
        {
            return address == Models ? [] : null;
        }

        string root = Root(template);
        int wanted = template.Count(c => c == '{');
        if (!address.StartsWith(root, StringComparison.Ordinal))
        {
            return null;
        }

        string[] ids = [.. address[root.Length..].Split('/').Select(Uri.UnescapeDataString)];
        return ids.Length == wanted && ids.All(id => id.Length is > 0 and <= LongestId) ? ids : null;
    }

    /// <summary>The request that a record tells of, or null where it tells of none.</summary>
    public static string? RequestOf(string address) => (Parse(RequestTemplate, address) ?? Parse(SegmentTemplate, address))?[0];

    private static string Root(string template) => template[..template.IndexOf('{')];

    private static string Fill(string template, params string[] ids) => Root(template) + string.Join('/', ids.Select(Uri.EscapeDataString));
}
