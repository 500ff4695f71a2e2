using VideoGen.Contract;

namespace VideoGen.Server.Board;

/// <summary>What the board answers where it cannot do what was asked.</summary>
internal static class BoardRefusal
{
    /// <summary>Writes a page with one problem.</summary>
    public static Task WriteAsync(HttpContext context, int status, Problem problem) => WriteAsync(context, status, new Refusal { Problems = [problem] }, "/");

    /// <summary>Writes a page with every problem of a refusal.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="refusal">The refusal.</param>
    /// <param name="back">Where to go from here.</param>
    public static Task WriteAsync(HttpContext context, int status, Refusal refusal, string back) => BoardPage.WriteAsync(context, status, "Not done", Html.Of(
        $"""
        <h1>That was not done</h1>
        <ul class="problems">{Html.Join(refusal.Problems.Select(Of))}</ul>
        <p><a href="{back}">Back</a></p>
        """));

    private static Html Of(Problem problem) => Html.Of($"<li><p dir=\"auto\"><strong>{problem.Message}</strong></p><p dir=\"auto\">{problem.Remedy}</p><p class=\"quiet\">{problem.Code}</p></li>");
}
