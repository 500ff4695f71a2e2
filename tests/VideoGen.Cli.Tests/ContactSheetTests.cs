using System.Collections.Immutable;
using System.Text.RegularExpressions;
using VideoGen.Cli.ContactSheet;
using VideoGen.Contract;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

public sealed class ContactSheetTests
{
    private const string Hostile = "</p><script>alert('x')</script><img src=x onerror=\"alert(1)\">&amp;'\" {{x}} \u0000 שלום 🌊";

    [Fact]
    public void The_structure_is_as_reviewed() => GoldenFile.ShouldMatch("tests/VideoGen.Cli.Tests/Golden/contact-sheet.html", Body(Sheet()));

    [Fact]
    public void Hostile_text_stays_text_wherever_it_stands()
    {
        PlanAnswer plan = Example.Plan();
        string page = SheetPage.Write(
        [
            Sheet(Example.Answer(Example.Failed(FailureError.ContentRejected) with { Message = Hostile, NextStep = Hostile, AssociatedFrames = [Hostile], ProviderCode = Hostile }) with
            {
                RequestId = Hostile,
                PlanHash = Hostile,
                VideoSegments = [Example.Delivered(1, 1, [Hostile]) with { Notes = [Hostile], VideoUrl = "javascript:alert(1)", Codec = Hostile, ProviderMetadata = new ProviderMetadata { Provider = Hostile, Model = Hostile, JobId = Hostile, WebhookId = null } }],
                Warnings = [new Warning(Hostile, "", Hostile)],
                Frames = [new FrameReport { FrameId = Hostile, Status = FrameStatus.LeftOut, Message = Hostile }],
            }) with
            {
                Plan = plan with { Decisions = [Hostile], Segments = [plan.Segments[0] with { Prompt = Hostile, Decisions = [Hostile] }] },
                Clips = ImmutableDictionary<string, string>.Empty.Add("SEGMENT_1", "a\"onload=x <b>.mp4"),
                Stills = ImmutableDictionary<string, string>.Empty.Add(Hostile, "frames/\"><script>.png"),
            },
        ]);

        Regex.Count(page, "<script").ShouldBe(1);
        Regex.Count(page, "</script").ShouldBe(1);
        page.ShouldNotContain("<img src=x");
        page.ShouldNotContain("<b>");
        page.ShouldNotContain("src=\"javascript:");
        page.ShouldNotContain('\0');
        page.ShouldContain("&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
    }

    [Fact]
    public void Nothing_comes_from_elsewhere()
    {
        string page = SheetPage.Write([Sheet()]);

        Regex.Count(page, "https?://").ShouldBe(0);
        page.ShouldContain("default-src 'none'");
        page.ShouldContain("script-src 'sha256-");
    }

    [Fact]
    public void An_animatic_is_called_a_free_preview_and_a_paid_clip_is_not()
    {
        string preview = SheetPage.Write([Sheet()]);
        string paid = SheetPage.Write([Sheet(Example.Answer() with
        {
            VideoSegments = [Example.Delivered(1, 1, ["a"]) with { ProviderMetadata = new ProviderMetadata { Provider = "fal-ai", Model = "m", JobId = "j", WebhookId = null } }],
        })]);

        preview.ShouldContain("Free previews, rendered on this machine.");
        preview.ShouldContain("Animatic preview");
        paid.ShouldNotContain("preview\"", Case.Insensitive);
        paid.ShouldNotContain("Animatic preview");
    }

    [Fact]
    public void A_run_without_any_clip_is_a_page_too()
    {
        string page = SheetPage.Write([Sheet(Example.Answer(Example.Failed(FailureError.ContentRejected)) with { VideoSegments = [] })]);

        page.ShouldContain("The model refused the picture.");
        page.ShouldContain("Change the still and send the frame again.");
        page.ShouldNotContain("<video");
    }

    private static SheetRequest Sheet(SynthesisAnswer? answer = null) => new(
        answer ?? Example.Answer(Example.Failed(FailureError.ProviderPending)),
        Example.Plan(),
        ImmutableDictionary<string, string>.Empty.Add("SEGMENT_1", "segment_1_1.mp4"),
        ImmutableDictionary<string, string>.Empty.Add("SCENE_1_SHOT_1", "frames/scene_1_shot_1.png"));

    private static string Body(SheetRequest sheet)
    {
        string page = SheetPage.Write([sheet]);
        int from = page.IndexOf("<body>", StringComparison.Ordinal);
        return page[from..page.IndexOf("<script>", StringComparison.Ordinal)];
    }
}
