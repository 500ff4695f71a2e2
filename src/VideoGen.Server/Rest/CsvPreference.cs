using Microsoft.Net.Http.Headers;
using VideoGen.Reports;

namespace VideoGen.Server.Rest;

/// <summary>Whether a caller would rather have CSV than JSON: only where it names <c>text/csv</c> and no JSON that it likes better.</summary>
internal static class CsvPreference
{
    /// <summary>True for CSV. JSON is what a caller gets who says nothing, or something that is not understood.</summary>
    public static bool Of(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? types)
        && Quality(types, ReportCsv.MediaType) is > 0 and var csv
        && csv >= Quality(types, "application/json");

    private static double Quality(IEnumerable<MediaTypeHeaderValue> types, string media) =>
        types.Where(t => t.MediaType.Equals(media, StringComparison.OrdinalIgnoreCase)).Max(t => (double?)(t.Quality ?? 1)) ?? 0;
}
