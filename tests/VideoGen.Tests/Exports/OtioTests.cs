using System.Text.Json.Nodes;
using VideoGen.Exports;
using static VideoGen.Tests.Exports.Films;

namespace VideoGen.Tests.Exports;

/// <summary>The document against the members that OpenTimelineIO's own samples have in each schema.</summary>
public sealed class OtioTests
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["Timeline.1"] = ["OTIO_SCHEMA", "metadata", "name", "global_start_time", "tracks"],
        ["Stack.1"] = ["OTIO_SCHEMA", "metadata", "name", "source_range", "effects", "markers", "enabled", "children"],
        ["Track.1"] = ["OTIO_SCHEMA", "metadata", "name", "source_range", "effects", "markers", "enabled", "children", "kind"],
        ["Clip.2"] = ["OTIO_SCHEMA", "metadata", "name", "source_range", "effects", "markers", "enabled", "media_references", "active_media_reference_key"],
        ["Gap.1"] = ["OTIO_SCHEMA", "metadata", "name", "source_range", "effects", "markers", "enabled"],
        ["Marker.2"] = ["OTIO_SCHEMA", "metadata", "name", "color", "marked_range", "comment"],
        ["ExternalReference.1"] = ["OTIO_SCHEMA", "metadata", "name", "available_range", "available_image_bounds", "target_url"],
        ["TimeRange.1"] = ["OTIO_SCHEMA", "start_time", "duration"],
        ["RationalTime.1"] = ["OTIO_SCHEMA", "rate", "value"],
    };

    [Fact]
    public void Every_object_has_the_members_of_its_schema_and_no_other()
    {
        int objects = Check(JsonNode.Parse(OtioWriter.Write(OfRequest(Three)))!);

        objects.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Takes_are_media_references_of_which_the_shown_one_is_active()
    {
        JsonNode clip = Track(OtioWriter.Write(OfRequest(Three)))[0]!;

        clip["media_references"]!.AsObject().Select(r => r.Key).ShouldBe(["t1", "t2"]);
        ((string)clip["active_media_reference_key"]!).ShouldBe("t2");
        ((double)clip["source_range"]!["duration"]!["value"]!, (double)clip["media_references"]!["t2"]!["available_range"]!["duration"]!["value"]!).ShouldBe((72, 96));
        ((string)clip["metadata"]!["videogen"]!["segment_id"]!).ShouldBe("SEGMENT_1");
        clip["markers"]!.AsArray().Select(m => ((string)m!["name"]!, (double)m["marked_range"]!["start_time"]!["value"]!)).ShouldBe([("s1f1", 0), ("s1f2", 71)]);
    }

    [Fact]
    public void What_is_missing_is_a_gap_with_its_reason()
    {
        JsonArray track = Track(OtioWriter.Write(OfRequest(Three)));

        track.Select(item => (string)item!["OTIO_SCHEMA"]!).ShouldBe(["Clip.2", "Gap.1", "Gap.1"]);
        ((string)track[1]!["metadata"]!["videogen"]!["reason"]!).ShouldContain("refused");
        track.Sum(item => (double)item!["source_range"]!["duration"]!["value"]!).ShouldBe(216);
    }

    [Fact]
    public void The_frames_of_a_film_of_500_segments_are_read_back_exactly()
    {
        Film film = OfEpisode([.. Enumerable.Range(1, 500).Select(i => Delivered(Shot(i, 1, $"req_{i}") with { WantedSeconds = 1 + (i * 37 % 100 / 50m) }, fps: 23.976m, frames: 120))]);

        JsonArray track = Track(OtioWriter.Write(film));

        track.Select(item => (double)item!["source_range"]!["duration"]!["value"]!).ShouldBe(film.Segments.Select(s => (double)s.Frames));
        ((double)track[0]!["source_range"]!["duration"]!["rate"]!).ShouldBe(24000d / 1001, 1e-9);
    }

    private static JsonArray Track(string text) => JsonNode.Parse(text)!["tracks"]!["children"]!.AsArray().ShouldHaveSingleItem()!["children"]!.AsArray();

    private static int Check(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return array.Sum(Check);
            case JsonObject item when item.ContainsKey("OTIO_SCHEMA"):
                item.Select(m => m.Key).ShouldBe(Members[(string)item["OTIO_SCHEMA"]!], ignoreOrder: true);
                return 1 + item.Where(m => m.Key != "metadata").Sum(m => Check(m.Value));
            case JsonObject map:
                return map.Sum(m => Check(m.Value));
            default:
                return 0;
        }
    }
}
