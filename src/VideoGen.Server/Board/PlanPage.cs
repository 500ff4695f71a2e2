using System.Text;
using VideoGen.Contract;
using VideoGen.Host.Locations;

namespace VideoGen.Server.Board;

/// <summary>Where a storyboard is put in, and its plan with price and pictures is approved.</summary>
internal static class PlanPage
{
    private const int LongestShown = 200_000;
    private const int LongestLine = 160;

    /// <summary>Writes it without a plan.</summary>
    /// <param name="context">The request.</param>
    /// <param name="text">The storyboard; empty for none.</param>
    /// <param name="refusal">Why there is no plan; null where none was asked for.</param>
    public static Task WriteAsync(HttpContext context, string text, Refusal? refusal)
    {
        Html problems = refusal is null ? Html.Nothing : Html.Of(
            $"""
            <section aria-label="Problems"><h2>{refusal.Problems.Length} {(refusal.Problems.Length == 1 ? "problem" : "problems")}</h2>
            <p>Nothing was ordered.</p><ul class="problems">{Html.Join(Problems(text, refusal))}</ul>{Batches(refusal)}</section>
            """);
        return BoardPage.WriteAsync(context, refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, refusal is null ? "New request" : "Problems", Html.Of(
            $"""
            <h1>New request</h1>
            {problems}
            {Form(context, text)}
            """));
    }

    /// <summary>Writes it with a plan to approve.</summary>
    /// <param name="context">The request.</param>
    /// <param name="text">The storyboard.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="maySpend">True for somebody who may order.</param>
    public static Task WriteAsync(HttpContext context, string text, PlanAnswer plan, bool maySpend)
    {
        Html approval = !maySpend ? Html.Of($"<p>Your token may not order: somebody with the scope spend can approve the plan {plan.PlanHash}.</p>") : Html.Of(
            $"""
            <form method="post" action="/board/orders">{BoardPage.FormToken(context)}
            <input type="hidden" name="plan_hash" value="{Html.Kept(plan.PlanHash)}"><input type="hidden" name="request_key" value="{Html.Kept(plan.RequestKey)}"><input type="hidden" name="back" value="/board/plan">
            <p><button>Render {plan.Segments.Length} {(plan.Segments.Length == 1 ? "segment" : "segments")}, {Words.Usd(plan.EstimatedCostUsd)}</button></p></form>
            """);
        return BoardPage.WriteAsync(context, StatusCodes.Status200OK, $"Plan, {Words.Usd(plan.EstimatedCostUsd)}", Html.Of(
            $"""
            <h1>Plan: <strong>{Words.Usd(plan.EstimatedCostUsd)}</strong> for {plan.TotalSeconds} s by {plan.Provider}</h1>
            {approval}
            {(plan.OrderedAs is { } ordered ? Html.Of($"<p>This plan was ordered as <a href=\"/board/requests/{Uri.EscapeDataString(ordered)}\">{ordered}</a>.</p>") : Html.Nothing)}
            {Lines("Warnings", plan.Warnings.Select(w => w.Message))}
            {Lines("What will probably disappoint", (plan.Lint ?? []).Select(f => $"{f.Message} {f.Remedy}"))}
            {OfferTable.Of(plan, BoardPage.FormToken(context))}
            <h2>Segments</h2>
            {Html.Join(plan.Segments.Select(s => Segment(plan, s)))}
            {Lines("Decisions about the whole", plan.Decisions)}
            {Lines("Frames left out", plan.Frames.Where(f => f.Status is FrameStatus.LeftOut).Select(f => $"{f.FrameId}: {f.Message}"))}
            <h2>Change it</h2>
            {Form(context, text)}
            """));
    }

    private static Html Form(HttpContext context, string text) => Html.Of(
        $"""
        <form method="post" action="/board/plan" enctype="multipart/form-data" class="stack">{BoardPage.FormToken(context)}
        <p><label for="storyboard">Storyboard, as the JSON of a request</label>
        <textarea id="storyboard" name="storyboard" rows="14" spellcheck="false" dir="auto" data-drop aria-describedby="storyboard-help">
        {Html.Kept(text.Length <= LongestShown ? text : "")}</textarea></p>
        <p id="storyboard-help" class="quiet">Paste it, drop a file on it, or choose one below. Pictures come as https addresses or as data.{(text.Length > LongestShown ? " What you sent is too long to be shown here: send the file again." : "")}</p>
        <p><label for="file">Or a file</label><input id="file" name="file" type="file" accept="application/json,.json"></p>
        <p><button name="way" value="plan">Plan and price</button> <button name="way" value="animatic">Animatic at once, free</button></p>
        </form>
        """);

    private static Html Segment(PlanAnswer plan, PlannedSegment segment) => Html.Of(
        $"""
        <article class="segment" aria-label="{Words.Place(segment.SceneNumber, segment.ShotOrder)}">
        <h3>{Words.Place(segment.SceneNumber, segment.ShotOrder)} <span class="id">{segment.SegmentId}</span></h3>
        <ul class="film">{Html.Join(segment.AssociatedFrames.Select(f => Html.Of($"<li><img src=\"/v1/plans/{Uri.EscapeDataString(plan.PlanHash)}/pictures/{Uri.EscapeDataString(f)}\" alt=\"Still of {f}\" width=\"160\" height=\"90\" loading=\"lazy\"></li>")))}</ul>
        <p>{Words.Usd(segment.EstimatedCostUsd)}, {segment.SlotSeconds} s ordered for {segment.WantedSeconds} s wanted, {segment.Model}</p>
        <p class="prompt" dir="auto">{segment.Prompt}</p>
        {Lines("Decisions", segment.Decisions)}
        </article>

        """);

    private static IEnumerable<Html> Problems(string text, Refusal refusal)
    {
        var locations = new JsonLocations(Encoding.UTF8.GetBytes(text));
        string[] lines = text.Split('\n');
        foreach (Problem problem in refusal.Problems)
        {
            Html place = locations.Find(problem.Pointer) is { } at && at.Line <= lines.Length
                ? Html.Of($"<p><span class=\"quiet\">Line {at.Line}:</span> <code dir=\"ltr\">{Cut(lines[at.Line - 1], at.Column)}</code></p>")
                : Html.Nothing;
            yield return Html.Of($"<li><p dir=\"auto\"><strong>{problem.Message}</strong> {problem.Remedy}</p>{place}<p class=\"quiet\">{problem.Code} {problem.Pointer}</p></li>");
        }
    }

    // A line may be a picture.
    private static string Cut(string line, int column)
    {
        int from = Math.Clamp(column - 1 - (LongestLine / 2), 0, line.Length);
        return line[from..Math.Min(line.Length, from + LongestLine)].Trim();
    }

    private static Html Batches(Refusal refusal) => refusal.Batches is not { } batches ? Html.Nothing : Html.Of(
        $"<h3>The same frames as requests that fit</h3><ol>{Html.Join(batches.Select(b => Html.Of($"<li>{Words.Usd(b.EstimatedCostUsd)}: {string.Join(", ", b.FrameIds)}</li>")))}</ol>");

    private static Html Lines(string title, IEnumerable<string> lines)
    {
        Html items = Html.Join(lines.Select(line => Html.Of($"<li dir=\"auto\">{line}</li>")));
        return items.ToString().Length == 0 ? Html.Nothing : Html.Of($"<details open><summary>{title}</summary><ul>{items}</ul></details>");
    }
}
