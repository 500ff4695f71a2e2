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
                Record = Example.Record() with { ProjectId = Hostile, EpisodeId = Hostile, Plan = plan with { Decisions = [Hostile], Segments = [plan.Segments[0] with { Prompt = Hostile, Decisions = [Hostile] }] } },
                CameraNotes = ImmutableDictionary<string, string>.Empty.Add(Hostile, Hostile),
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

    [Theory]
    [InlineData("Scene 4", 4)]
    [InlineData("Scenes 1 and 2", 1, 2)]
    [InlineData("Scenes 1–3", 1, 2, 3)]
    [InlineData("Scenes 1, 3 and 5", 1, 3, 5)]
    [InlineData("Scenes 1–3, 7 and 9–12", 1, 2, 3, 7, 9, 10, 11, 12)]
    public void The_heading_names_the_scenes_and_joins_those_in_a_row(string heading, params int[] scenes)
    {
        string page = SheetPage.Write([Sheet(Example.Answer() with { VideoSegments = [.. scenes.Select((scene, i) => Example.Delivered(i + 1, 1, ["a"]) with { SceneNumber = scene })] })]);

        page.ShouldContain($"<h1 dir=\"auto\">{heading}</h1>");
    }

    [Fact]
    public void A_run_without_any_clip_is_a_page_too()
    {
        string page = SheetPage.Write([Sheet(Example.Answer(Example.Failed(FailureError.ContentRejected)) with { VideoSegments = [] })]);

        page.ShouldContain("The model refused the picture.");
        page.ShouldContain("Change the still and send the frame again.");
        page.Split("<script>")[0].ShouldNotContain("<video");
    }

    [Fact]
    public void The_production_and_its_date_are_named()
    {
        SheetRequest sheet = Sheet() with { Record = Example.Record() with { ProjectId = "atlas", EpisodeId = "e7" } };

        string page = SheetPage.Write([sheet, sheet with { Record = sheet.Record! with { EpisodeId = "e8" } }]);

        page.ShouldContain("<dt>Project</dt><dd dir=\"auto\">atlas</dd>");
        page.ShouldContain("<dt>Episode</dt><dd dir=\"auto\">e7, e8</dd>");
        page.ShouldContain("<time datetime=\"2026-03-14T15:09:26Z\">14 March 2026, 15:09 UTC</time>");
        page.ShouldContain("<title>Contact sheet · atlas / e7 · atlas / e8 · ");
    }

    [Fact]
    public void A_missing_segment_is_a_slug_of_its_ordered_length_in_its_place()
    {
        string page = SheetPage.Write([Sheet(Example.Answer(Example.Failed(FailureError.ContentRejected)))]);

        string[] cuts = [.. Regex.Matches(page, "<li data-id=.*?</li>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).Select(m => m.Value)];
        cuts.Length.ShouldBe(2);
        cuts[0].ShouldContain("data-seconds=\"3.5\" data-fps=\"24\"");
        cuts[0].ShouldContain("data-clip=\"segment_1_1.mp4\"><a href=\"segment_1_1.mp4\">");
        cuts[1].ShouldContain($"data-seconds=\"{Slot}\"");
        cuts[1].ShouldContain("data-why=\"content rejected\"");
        cuts[1].ShouldNotContain("data-clip");
        page.ShouldContain($"Slug of {Slot} s");
    }

    [Fact]
    public void The_camera_line_stands_first()
    {
        string segment = SheetPage.Write([Sheet()]).Split("<li class=\"segment\">")[1];

        segment.ShouldContain("<strong>Camera</strong> <span dir=\"auto\">slow push-in</span> <span class=\"then\">then</span> <span dir=\"auto\">static</span>");
        int camera = segment.IndexOf("class=\"camera\"", StringComparison.Ordinal);
        foreach (string later in (string[])["Notes", "class=\"frames\"", "class=\"lengths\"", "Prompt"])
        {
            segment.IndexOf(later, StringComparison.Ordinal).ShouldBeGreaterThan(camera);
        }
    }

    private static string Slot => Example.Failed(FailureError.ContentRejected).SlotSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static SheetRequest Sheet(SynthesisAnswer? answer = null) => new(
        answer ?? Example.Answer(Example.Failed(FailureError.ProviderPending)),
        Example.Record(),
        ImmutableDictionary<string, string>.Empty.Add("SEGMENT_1", "segment_1_1.mp4"),
        ImmutableDictionary<string, string>.Empty.Add("SCENE_1_SHOT_1", "frames/scene_1_shot_1.png"))
    {
        CameraNotes = ImmutableDictionary<string, string>.Empty.Add("SCENE_1_SHOT_1", "slow push-in").Add("SCENE_1_SHOT_2", "static"),
    };

    private static string Body(SheetRequest sheet)
    {
        string page = SheetPage.Write([sheet]);
        int from = page.IndexOf("<body>", StringComparison.Ordinal);
        return page[from..page.IndexOf("<script>", StringComparison.Ordinal)];
    }
}
