using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Exports;

/// <summary>
/// OpenTimelineIO as its version 0.15 and later read it (<c>Timeline.1</c>, <c>Clip.2</c>, <c>Marker.2</c>): takes are the media references of a
/// clip, the shown one is active; what is missing is a gap with its reason. Pure.
/// </summary>
internal static class OtioWriter
{
    private const string Own = "videogen";

    /// <summary>The document.</summary>
    public static string Write(Film film)
    {
        var track = new JsonArray();
        foreach (FilmSegment segment in film.Segments)
        {
            if (segment.Shown is not null)
            {
                track.Add((JsonNode)Clip(segment, film.Rate));
            }

            if (segment.Filled < segment.Frames)
            {
                track.Add((JsonNode)Gap(segment, film.Rate));
            }
        }

        JsonObject timeline = Object("Timeline.1", film.Name, new JsonObject { ["notices"] = Texts(film.Notices) });
        timeline["global_start_time"] = null;
        timeline["tracks"] = Item("Stack.1", "tracks", null, new JsonObject { ["children"] = new JsonArray(Track(track)) });
        return ReadableJson.WriteNode(timeline);
    }

    private static JsonObject Track(JsonArray children) => Item("Track.1", "V1", null, new JsonObject { ["kind"] = "Video", ["children"] = children });

    private static JsonObject Clip(FilmSegment segment, FrameRate rate)
    {
        var references = new JsonObject();
        foreach (FilmTake take in segment.Takes)
        {
            references[take.Key] = Reference(take, rate);
        }

        var markers = new JsonArray();
        foreach ((string frame, int at) in segment.Stills.Where(s => s.At < segment.Filled))
        {
            JsonObject marker = Object("Marker.2", frame, new JsonObject());
            marker["color"] = "GREEN";
            marker["comment"] = "";
            marker["marked_range"] = Range(at, 1, rate);
            markers.Add((JsonNode)marker);
        }

        JsonObject clip = Item("Clip.2", segment.Name, Range(0, segment.Filled, rate), new JsonObject
        {
            ["media_references"] = references,
            ["active_media_reference_key"] = segment.Shown!.Key,
        });
        clip["markers"] = markers;
        clip["metadata"] = new JsonObject { [Own] = About(segment) };
        return clip;
    }

    private static JsonObject Gap(FilmSegment segment, FrameRate rate)
    {
        JsonObject gap = Item("Gap.1", segment.Name, Range(0, segment.Frames - segment.Filled, rate), []);
        JsonObject about = About(segment);
        about["reason"] = segment.Rest;
        gap["metadata"] = new JsonObject { [Own] = about };
        return gap;
    }

    private static JsonObject Reference(FilmTake take, FrameRate rate)
    {
        JsonObject reference = Object("ExternalReference.1", take.FileName, new JsonObject
        {
            ["job_id"] = take.Job.Id,
            ["request_id"] = take.Job.RequestId,
            ["take"] = take.Number,
            ["provider"] = take.Job.Provider,
            ["model"] = take.Job.Model,
            ["prompt"] = take.Job.Prompt,
            ["template_id"] = take.Job.TemplateId,
            ["template_version"] = take.Job.TemplateVersion,
            ["sha256"] = take.Clip.Sha256,
            ["file_size"] = take.Clip.FileSize,
            ["width"] = take.Clip.Width,
            ["height"] = take.Clip.Height,
        });
        reference["target_url"] = take.Address;
        reference["available_image_bounds"] = null;
        reference["available_range"] = Range(0, take.Frames, rate);
        return reference;
    }

    private static JsonObject About(FilmSegment segment) => new()
    {
        ["request_id"] = segment.Job.RequestId,
        ["segment_id"] = segment.Job.SegmentId,
        ["project_id"] = segment.Job.ProjectId,
        ["episode_id"] = segment.Job.EpisodeId,
        ["scene_number"] = segment.Job.SceneNumber,
        ["shot_order"] = segment.Job.ShotOrder,
        ["frames"] = Texts(segment.Job.FrameIds),
        ["wanted_seconds"] = segment.Job.WantedSeconds,
    };

    private static JsonObject Item(string schema, string name, JsonObject? range, JsonObject own)
    {
        JsonObject item = Object(schema, name, new JsonObject());
        item["source_range"] = range;
        item["effects"] = new JsonArray();
        item["markers"] = new JsonArray();
        item["enabled"] = true;
        foreach ((string member, JsonNode? value) in own)
        {
            item[member] = value?.DeepClone();
        }

        return item;
    }

    private static JsonObject Object(string schema, string name, JsonObject about) => new()
    {
        ["OTIO_SCHEMA"] = schema,
        ["name"] = name,
        ["metadata"] = about.Count == 0 ? [] : new JsonObject { [Own] = about },
    };

    private static JsonObject Range(long start, long frames, FrameRate rate) => new()
    {
        ["OTIO_SCHEMA"] = "TimeRange.1",
        ["start_time"] = Time(start, rate),
        ["duration"] = Time(frames, rate),
    };

    private static JsonObject Time(long frames, FrameRate rate) => new() { ["OTIO_SCHEMA"] = "RationalTime.1", ["rate"] = (double)rate.Value, ["value"] = (double)frames };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
