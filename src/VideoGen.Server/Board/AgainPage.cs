using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Server.Board;

/// <summary>The priced plan of another take, to be approved.</summary>
internal static class AgainPage
{
    /// <summary>Writes it.</summary>
    public static Task WriteAsync(HttpContext context, RequestView view, Job job, PlanAnswer plan)
    {
        PlannedSegment take = plan.Segments[0];
        return BoardPage.WriteAsync(context, StatusCodes.Status200OK, "Another take", Html.Of(
            $"""
            <h1>Another take of {Words.Place(job.SceneNumber, job.ShotOrder)}</h1>
            <dl class="facts"><div><dt>Price</dt><dd><strong>{Words.Usd(plan.EstimatedCostUsd)}</strong></dd></div><div><dt>Model</dt><dd>{take.Model}</dd></div><div><dt>Seconds ordered</dt><dd>{take.SlotSeconds}</dd></div></dl>
            <h2>Prompt</h2>
            <p class="prompt" dir="auto">{take.Prompt}</p>
            {(take.Again?.PromptChange is { } change ? Html.Of($"<p class=\"quiet\" dir=\"auto\">Changed: {change}</p>") : Html.Nothing)}
            {(plan.Warnings.IsEmpty ? Html.Nothing : Html.Of($"<ul class=\"problems\">{Html.Join(plan.Warnings.Select(w => Html.Of($"<li dir=\"auto\">{w.Message}</li>")))}</ul>"))}
            <form method="post" action="/board/orders">{view.FormToken}
            <input type="hidden" name="plan_hash" value="{Html.Kept(plan.PlanHash)}"><input type="hidden" name="request_key" value="{Html.Kept(plan.RequestKey)}"><input type="hidden" name="back" value="{Html.Kept(view.Address)}">
            <p><button>Render it, {Words.Usd(plan.EstimatedCostUsd)}</button> <a href="{view.Address}#{job.SegmentId}">Leave it</a></p>
            </form>
            """));
    }
}
