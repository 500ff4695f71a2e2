using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Exports;

/// <summary>The shot list as CSV: a line for each segment, shown or not. Pure.</summary>
internal static class ShotListWriter
{
    private static readonly (string Name, Func<Film, FilmSegment, long, JsonNode?> Value)[] Columns =
    [
        ("project_id", (_, s, _) => s.Job.ProjectId),
        ("episode_id", (_, s, _) => s.Job.EpisodeId),
        ("scene_number", (_, s, _) => s.Job.SceneNumber),
        ("shot_order", (_, s, _) => s.Job.ShotOrder),
        ("request_id", (_, s, _) => s.Job.RequestId),
        ("segment_id", (_, s, _) => s.Job.SegmentId),
        ("frames", (_, s, _) => string.Join(' ', s.Job.FrameIds)),
        ("status", (_, s, _) => s.Shown is not null ? "delivered" : s.Job.IsTerminal ? "missing" : "pending"),
        ("reason", (_, s, _) => s.Rest),
        ("start_seconds", (f, _, at) => Math.Round(f.Rate.SecondsOf(at), 6)),
        ("start_frame", (_, _, at) => at),
        ("wanted_frames", (_, s, _) => s.Frames),
        ("filled_frames", (_, s, _) => s.Filled),
        ("rate", (f, _, _) => Math.Round(f.Rate.Value, 6)),
        ("take", (_, s, _) => s.Shown?.Number),
        ("takes", (_, s, _) => s.Takes.Length),
        ("file", (_, s, _) => s.Shown?.FileName),
        ("address", (_, s, _) => s.Shown?.Address),
        ("sha256", (_, s, _) => s.Shown?.Clip.Sha256),
        ("provider", (_, s, _) => s.Job.Provider),
        ("model", (_, s, _) => s.Job.Model),
        ("template_id", (_, s, _) => s.Job.TemplateId),
        ("template_version", (_, s, _) => s.Job.TemplateVersion),
        ("billed_usd", (_, s, _) => s.Job.BilledUsd),
        ("prompt", (_, s, _) => s.Job.Prompt),
    ];

    /// <summary>The list, every line ended by CR LF.</summary>
    public static string Write(Film film)
    {
        var text = new StringBuilder().AppendJoin(',', Columns.Select(c => c.Name)).Append(CsvText.EndOfLine);
        long at = 0;
        foreach (FilmSegment segment in film.Segments)
        {
            text.AppendJoin(',', Columns.Select(c => CsvText.Field(c.Value(film, segment, at)))).Append(CsvText.EndOfLine);
            at += segment.Frames;
        }

        return text.ToString();
    }
}
