using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using static VideoGen.Tests.Exports.Films;

namespace VideoGen.Tests.Exports;

public sealed class FilmTests
{
    [Fact]
    public void A_request_has_its_segments_in_order_with_every_take_of_their_shots()
    {
        Film film = OfRequest(Three);

        film.Segments.Select(s => (s.Name, s.Frames, s.Shown?.Number, s.Takes.Length)).ShouldBe([("segment_1_1", 72, 2, 2), ("segment_1_3", 72, null, 0), ("segment_2_1", 72, null, 0)]);
        film.Segments[1].Rest.ShouldBe("The still was refused: it shows a \"logo\" & more.");
        film.Segments[2].Rest.ShouldBe("It is still being made.");
        film.Notices.Length.ShouldBe(2);
        film.Segments[0].Takes[1].Address.ShouldBe("https://media.example/job_req_a_1_1%202.mp4");
    }

    [Fact]
    public void A_request_shows_the_clip_that_it_paid_for_although_a_newer_one_is_there() =>
        OfRequest([Delivered(Shot(1, 1)), Delivered(Shot(1, 1, "req_b"), take: 2)]).Segments.ShouldHaveSingleItem().Shown!.Number.ShouldBe(1);

    [Fact]
    public void A_film_shows_the_newest_take_and_no_preview_that_was_made_after_a_paid_one()
    {
        OfEpisode(Delivered(Shot(1, 1)), Delivered(Shot(1, 1, "req_b"), take: 2)).Segments.ShouldHaveSingleItem().Shown!.Number.ShouldBe(2);
        OfEpisode(Delivered(Shot(1, 1)), Delivered(Shot(1, 1, "req_b"), take: 2, paid: false)).Segments.ShouldHaveSingleItem().Shown!.Number.ShouldBe(1);
        OfEpisode(Delivered(Shot(1, 1), paid: false), Failed(Shot(1, 1, "req_b"), "No.")).Segments.ShouldHaveSingleItem().Shown!.Number.ShouldBe(1);
    }

    [Fact]
    public void What_a_newer_cut_of_the_storyboard_took_in_is_left_out_aloud()
    {
        Film film = OfEpisode(Delivered(Shot(1, 1)), Delivered(Shot(1, 2, "req_a", 1)), Delivered(Shot(1, 1, "req_b") with { FrameIds = ["s1f1", "s1f2", "s1f3"] }, take: 2));

        film.Segments.ShouldHaveSingleItem().Shown!.Number.ShouldBe(2);
        film.Notices.ShouldHaveSingleItem().ShouldStartWith("SEGMENT_2 of req_a (scene 1, shot 2) is not in the film");
    }

    [Fact]
    public void Episodes_come_in_the_order_in_which_people_count_and_files_say_of_which_they_are()
    {
        Film film = OfProject(Delivered(Shot(1, 1, episode: "E10")), Delivered(Shot(1, 1, episode: "E2")), Delivered(Shot(10, 1, episode: "E2")), Delivered(Shot(9, 1, episode: "E2")));

        film.Segments.Select(s => s.Name).ShouldBe(["E2_segment_1_1", "E2_segment_9_1", "E2_segment_10_1", "E10_segment_1_1"]);
        film.Segments[0].Shown!.FileName.ShouldBe("E2_segment_1_1.mp4");
    }

    [Fact]
    public void A_clip_that_is_too_short_is_followed_by_a_gap()
    {
        FilmSegment segment = OfRequest([Delivered(Shot(1, 1), frames: 60)]).Segments.ShouldHaveSingleItem();

        (segment.Frames, segment.Filled, segment.Rest).ShouldBe((72, 60, "The clip is 12 frames shorter than the storyboard wants."));
    }

    [Fact]
    public void The_timeline_has_the_rate_of_most_clips_or_the_one_that_is_asked_for()
    {
        ImmutableArray<Job> jobs = [Delivered(Shot(1, 1), fps: 25, frames: 100), Delivered(Shot(1, 3, index: 1)), Delivered(Shot(1, 5, index: 2))];

        Film film = OfRequest(jobs);
        film.Rate.ShouldBe(new FrameRate(24, 1));
        film.Segments[0].Shown!.Frames.ShouldBe(96);
        film.Notices.ShouldHaveSingleItem().ShouldContain("25 frames per second, the timeline 24");
        OfRequest(jobs, 23.976m).Rate.ShouldBe(new FrameRate(24000, 1001));
        OfRequest([Shot(1, 1)]).Rate.ShouldBe(new FrameRate(24, 1));
    }

    [Fact]
    public void Stills_stand_where_they_are_seen() =>
        OfRequest(Three).Segments[0].Stills.ShouldBe([("s1f1", 0), ("s1f2", 71)]);

    [Theory]
    [InlineData("req_z", null, null, "/request_id", "There is no request 'req_z' here.")]
    [InlineData(null, "nowhere", null, "/project_id", "Nothing was ordered for project 'nowhere'.")]
    [InlineData(null, "atlas", "e9", "/episode_id", "Nothing was ordered for episode 'e9' of project 'atlas'.")]
    public void What_was_never_ordered_is_named(string? request, string? project, string? episode, string pointer, string message)
    {
        Problem problem = ((Answer<Film>.Refused)FilmMaker.Make([], new ExportQuery { RequestId = request, ProjectId = project, EpisodeId = episode, Format = ExportFormat.Edl }, ExportView.Local))
            .Refusal.Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Pointer, problem.Message).ShouldBe(("request_unknown", pointer, message));
    }
}
