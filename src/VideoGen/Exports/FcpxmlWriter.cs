using System.Globalization;
using System.Text;
using System.Xml;

namespace VideoGen.Exports;

/// <summary>
/// Final Cut Pro XML 1.10: times in whole frames, gaps with their reason; a segment of several takes is an audition, unless the plain form is
/// wanted. Pure.
/// </summary>
internal sealed class FcpxmlWriter
{
    private const string Version = "1.10";
    private const string Space = "com.videogen.";

    private readonly Film _film;
    private readonly bool _auditions;
    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;
    private readonly Dictionary<FilmTake, string> _assets = [];

    private FcpxmlWriter(Film film, bool auditions)
    {
        _film = film;
        _auditions = auditions;
        _xml = XmlWriter.Create(_text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" });
    }

    /// <summary>The document.</summary>
    /// <param name="film">The film.</param>
    /// <param name="auditions">True keeps all takes; false writes the shown ones alone.</param>
    public static string Write(Film film, bool auditions)
    {
        var writer = new FcpxmlWriter(film, auditions);
        writer.Document();
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE fcpxml>\n\n{writer._text}\n";
    }

    private void Document()
    {
        using (_xml)
        {
            Start("fcpxml", ("version", Version));
            Start("resources");
            Resources();
            _xml.WriteEndElement();
            Start("library");
            Start("event", ("name", _film.Name));
            Start("project", ("name", _film.Name));
            Start("sequence", ("format", "r1"), ("duration", Time(_film.Frames)), ("tcStart", "0s"), ("tcFormat", "NDF"));
            Note(_film.Notices);
            Start("spine");
            long at = 0;
            foreach (FilmSegment segment in _film.Segments)
            {
                Segment(segment, at);
                at += segment.Frames;
            }

            _xml.WriteEndElement();
        }
    }

    private void Resources()
    {
        FilmTake[] takes = [.. _film.Segments.SelectMany(Takes)];
        (int Width, int Height) size = takes.GroupBy(t => (t.Clip.Width, t.Clip.Height)).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault((1280, 720));
        var formats = new Dictionary<(int, int, FrameRate), string> { [(size.Width, size.Height, _film.Rate)] = "r1" };
        Format("r1", size.Width, size.Height, _film.Rate);
        foreach (FilmTake take in takes)
        {
            var rate = FrameRate.Of(take.Clip.FramesPerSecond);
            if (!formats.TryGetValue((take.Clip.Width, take.Clip.Height, rate), out string? format))
            {
                format = Id();
                formats.Add((take.Clip.Width, take.Clip.Height, rate), format);
                Format(format, take.Clip.Width, take.Clip.Height, rate);
            }

            string asset = _assets[take] = Id();
            Start("asset", ("id", asset), ("name", Path.GetFileNameWithoutExtension(take.FileName)), ("start", "0s"), ("duration", Time(take.Frames)), ("hasVideo", "1"), ("videoSources", "1"), ("format", format));
            Start("media-rep", ("kind", "original-media"), ("src", take.Address));
            _xml.WriteEndElement();
            Start("metadata");
            Fact("sha256", take.Clip.Sha256);
            Fact("request_id", take.Job.RequestId);
            Fact("job_id", take.Job.Id);
            Fact("provider", take.Job.Provider);
            Fact("model", take.Job.Model);
            Fact("template", string.Create(CultureInfo.InvariantCulture, $"{take.Job.TemplateId} v{take.Job.TemplateVersion}"));
            Fact("prompt", take.Job.Prompt);
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }

        string Id() => string.Create(CultureInfo.InvariantCulture, $"r{formats.Count + _assets.Count + 1}");
    }

    private void Segment(FilmSegment segment, long at)
    {
        if (segment.Shown is { } shown)
        {
            FilmTake[] takes = [.. Takes(segment)];
            if (takes.Length > 1)
            {
                Start("audition", ("offset", Time(at)));
                Clip(segment, shown, null);
                foreach (FilmTake other in takes.Where(t => t != shown))
                {
                    Clip(segment, other, null);
                }

                _xml.WriteEndElement();
            }
            else
            {
                Clip(segment, shown, at);
            }
        }

        if (segment.Filled < segment.Frames)
        {
            Start("gap", ("name", segment.Name), ("offset", Time(at + segment.Filled)), ("start", "0s"), ("duration", Time(segment.Frames - segment.Filled)));
            Note([segment.Rest!]);
            _xml.WriteEndElement();
        }
    }

    private void Clip(FilmSegment segment, FilmTake take, long? at)
    {
        int frames = Math.Min(take == segment.Shown ? segment.Filled : segment.Frames, take.Frames);
        Start("asset-clip", ("ref", _assets[take]), ("offset", at is { } offset ? Time(offset) : null), ("name", string.Create(CultureInfo.InvariantCulture, $"{segment.Name} take {take.Number}")), ("start", "0s"), ("duration", Time(frames)));
        Note([$"{segment.Job.SegmentId} of {segment.Job.RequestId}"]);
        foreach ((string frame, int still) in segment.Stills.Where(s => s.At < frames))
        {
            Start("marker", ("start", Time(still)), ("duration", Time(1)), ("value", frame));
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private IEnumerable<FilmTake> Takes(FilmSegment segment) => _auditions ? segment.Takes : segment.Takes.Where(t => t == segment.Shown);

    private void Format(string id, int width, int height, FrameRate rate)
    {
        Start("format", ("id", id), ("frameDuration", TimeAt(1, rate)), ("width", Number(width)), ("height", Number(height)));
        _xml.WriteEndElement();
    }

    private void Note(IReadOnlyCollection<string> lines)
    {
        if (lines.Count > 0)
        {
            _xml.WriteElementString("note", Clean(string.Join('\n', lines)));
        }
    }

    private void Fact(string name, string value)
    {
        Start("md", ("key", Space + name), ("value", value));
        _xml.WriteEndElement();
    }

    private void Start(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _xml.WriteStartElement(name);
        foreach ((string attribute, string? value) in attributes)
        {
            if (value is not null)
            {
                _xml.WriteAttributeString(attribute, Clean(value));
            }
        }
    }

    // XML has no form at all for most control characters and for half a surrogate pair.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value is < 0x20 and not (0x9 or 0xA or 0xD) or 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString()));

    private string Time(long frames) => TimeAt(frames, _film.Rate);

    private static string TimeAt(long frames, FrameRate rate) => frames == 0 ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{frames * rate.Under}/{rate.Over}s");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
