using VideoGen.Cli.Tables;
using VideoGen.Contract;

namespace VideoGen.Cli.ContactSheet;

/// <summary>What concerns a request as a whole: frames left out, decisions, warnings, and the facts to find it again.</summary>
internal static class SheetNotes
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlText page, SheetRequest request)
    {
        SynthesisAnswer answer = request.Answer;
        page.Markup("<div class=\"notes\">\n");
        Block(page, "Left out", answer.Frames.Where(f => f.Status is FrameStatus.LeftOut).Select(f => (f.FrameId, f.Message ?? "Not part of any segment.")));
        Block(page, "Warnings", answer.Warnings.Select(w => (w.Code, w.Message)));
        Block(page, "Decisions for the request", (request.Record?.Plan.Decisions ?? []).Select(d => ("", d)));
        page.Markup("<div class=\"block\"><h3>Record</h3><dl class=\"facts\">")
            .Fact("Request", answer.RequestId)
            .Fact("Plan hash", answer.PlanHash)
            .Fact("Runtime", Figures.Seconds(answer.VideoSegments.Sum(s => s.DurationSeconds)))
            .Fact("Billed", Figures.Usd(answer.Cost.BilledUsd))
            .Fact("Planned", Figures.Usd(answer.Cost.EstimatedUsd))
            .Markup("</dl></div>\n</div>\n");
    }

    private static void Block(HtmlText page, string heading, IEnumerable<(string Subject, string Message)> lines)
    {
        (string Subject, string Message)[] all = [.. lines];
        if (all.Length == 0)
        {
            return;
        }

        page.Markup("<div class=\"block\"><h3>").Words(heading).Markup("</h3><ul class=\"lines\">");
        foreach ((string subject, string message) in all)
        {
            page.Markup("<li>");
            if (subject.Length > 0)
            {
                page.Element("code", subject).Markup(" ");
            }

            page.Element("span", message).Markup("</li>");
        }

        page.Markup("</ul></div>\n");
    }
}
