using System.Globalization;
using System.Text.Json;
using VideoGen.Jobs;
using VideoGen.Listing;

namespace VideoGen.Server.Board;

/// <summary>Values as people read them on the board.</summary>
internal static class Words
{
    /// <summary>A time, in UTC; a script shows it in the viewer's own zone.</summary>
    public static Html Time(DateTimeOffset time) => Html.Of(
        $"<time datetime=\"{time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\">{time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC</time>");

    /// <summary>US dollars.</summary>
    public static string Usd(decimal usd) => usd == 0 ? "free" : $"${usd.ToString("0.00##", CultureInfo.InvariantCulture)}";

    /// <summary>A length of time, with its two largest units.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{(int)span.TotalDays} d {span.Hours} h",
        { TotalHours: >= 1 } => $"{span.Hours} h {span.Minutes} min",
        { TotalMinutes: >= 1 } => $"{span.Minutes} min {span.Seconds} s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalSeconds):0.#} s"),
    };

    /// <summary>A state, as a mark and a word.</summary>
    public static Html State(RequestState state) => state switch
    {
        RequestState.Open => Html.Of($"<span class=\"state open\"><span aria-hidden=\"true\">…</span> in progress</span>"),
        RequestState.Delivered => Html.Of($"<span class=\"state good\"><span aria-hidden=\"true\">✓</span> delivered</span>"),
        _ => Html.Of($"<span class=\"state bad\"><span aria-hidden=\"true\">✕</span> incomplete</span>"),
    };

    /// <summary>A state of a job, as a mark and a word.</summary>
    public static Html State(Job job) => job switch
    {
        { State: JobState.Succeeded } => Html.Of($"<span class=\"state good\"><span aria-hidden=\"true\">✓</span> {Plain(job.State)}</span>"),
        { IsTerminal: true } => Html.Of($"<span class=\"state bad\"><span aria-hidden=\"true\">✕</span> {Plain(job.State)}</span>"),
        _ => Html.Of($"<span class=\"state open\"><span aria-hidden=\"true\">…</span> {Plain(job.State)}</span>"),
    };

    /// <summary>A name of an enumeration in words: <c>not attempted</c>.</summary>
    public static string Plain(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');

    /// <summary>A name of an enumeration as the wire has it: <c>not_attempted</c>.</summary>
    public static string Wire(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>What stands for its place: scene and shot.</summary>
    public static string Place(int scene, int shot) => string.Create(CultureInfo.InvariantCulture, $"Scene {scene} · Shot {shot}");
}
