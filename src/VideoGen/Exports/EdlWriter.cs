using System.Globalization;
using System.Text;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Exports;

/// <summary>
/// CMX 3600: cuts on one video track, the record side from one hour on, out points exclusive, black (<c>BL</c>) with its reason where nothing is
/// shown. A reel is the begin of the file's hash, since names of files do not fit. Pure.
/// </summary>
internal static class EdlWriter
{
    private const int MostEvents = 999;
    private const int LongestTitle = 70;
    private const int HashDigits = 7;
    private const int SecondsOfAnHour = 3600;
    private const int HoursOfTimeCode = 23;

    /// <summary>The list; why there is none where the form cannot hold the film.</summary>
    public static Answer<string> Write(Film film)
    {
        if (!film.Rate.CanBeCounted)
        {
            return No(ExportQueryReader.Rate, FormattableString.Invariant($"An EDL counts whole frames per second, and {film.Rate.Value:0.###} cannot be counted."), "Send a rate such as 24, 23.976, 25 or 30; or export as otio or fcpxml.");
        }

        int events = film.Segments.Sum(s => (s.Filled > 0 ? 1 : 0) + (s.Filled < s.Frames ? 1 : 0));
        long hour = (long)SecondsOfAnHour * film.Rate.Counted;
        if (events > MostEvents || film.Frames >= hour * (HoursOfTimeCode - 1))
        {
            return No(ExportQueryReader.Format, $"An EDL holds at most {MostEvents} events and 22 hours, and this film has {events} events.", "Export one episode at a time, or as otio, fcpxml or csv.");
        }

        var text = new StringBuilder();
        Line(text, $"TITLE: {Title(film.Name)}");
        Line(text, "FCM: NON-DROP FRAME");
        Line(text, "");
        (int number, long at) = (0, hour);
        foreach (FilmSegment segment in film.Segments)
        {
            if (segment.Shown is { } shown)
            {
                Event(text, ++number, $"R{shown.Clip.Sha256[..Math.Min(HashDigits, shown.Clip.Sha256.Length)].ToUpperInvariant()}", segment.Filled, at, film.Rate);
                Line(text, $"* FROM CLIP NAME: {Flat(shown.FileName)}");
                Line(text, $"* COMMENT: {Flat($"{segment.Job.SegmentId} OF {segment.Job.RequestId} SHA256 {shown.Clip.Sha256}")}");
                foreach ((string frame, int still) in segment.Stills.Where(s => s.At < segment.Filled))
                {
                    Line(text, $"* LOC: {film.Rate.TimeCodeOf(at + still)} GREEN   {Flat(frame)}");
                }
            }

            if (segment.Filled < segment.Frames)
            {
                Event(text, ++number, "BL", segment.Frames - segment.Filled, at + segment.Filled, film.Rate);
                Line(text, $"* COMMENT: {Flat($"{segment.Name}: {segment.Rest}")}");
            }

            at += segment.Frames;
        }

        return new Answer<string>.Given(text.ToString());
    }

    private static void Event(StringBuilder text, int number, string reel, long frames, long at, FrameRate rate) => Line(text, string.Create(
        CultureInfo.InvariantCulture,
        $"{number:000}  {reel,-8} V     C        {rate.TimeCodeOf(0)} {rate.TimeCodeOf(frames)} {rate.TimeCodeOf(at)} {rate.TimeCodeOf(at + frames)}"));

    private static string Title(string name) => Flat(name)[..Math.Min(LongestTitle, Flat(name).Length)];

    // A line is a line, and readers expect ASCII.
    private static string Flat(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : char.IsAscii(c) ? c : '?'));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\r\n");

    private static Answer<string>.Refused No(string member, string message, string remedy) =>
        new(new Refusal { Problems = [new Problem(ProblemCodes.NotAllowed, QueryMembers.At(member), message, remedy)] });
}
