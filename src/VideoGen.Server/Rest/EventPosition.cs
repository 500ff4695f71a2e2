using System.Globalization;
using VideoGen.Synthesis;

namespace VideoGen.Server.Rest;

/// <summary>
/// How much of a request's story a reader has seen: how far each segment was, in thousandths, as the id of an event says it
/// (<c>1000-850-100</c>). It speaks of the request, not of a connection, so that any server can go on from it.
/// </summary>
internal sealed class EventPosition
{
    /// <summary>The id of the last event there is.</summary>
    public const string End = "end";

    private const int Most = 64;

    private readonly int[] _reported;
    private readonly string?[] _last;

    private EventPosition(int[] reported) => (_reported, _last) = (reported, new string?[reported.Length]);

    /// <summary>The position that an id says; the beginning where it says none.</summary>
    /// <param name="id">What came as Last-Event-ID, if anything.</param>
    /// <param name="segments">Segments of the request.</param>
    public static EventPosition Read(string? id, int segments)
    {
        string[] parts = id is { Length: <= Most } ? id.Split('-') : [];
        int[] reported = [.. parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int thousandths) ? thousandths : -1)];
        return new EventPosition(reported.Length == segments ? reported : [.. Enumerable.Repeat(-1, segments)]);
    }

    /// <summary>Moves on to what was just reported. False when the reader knows it already.</summary>
    public bool MoveTo(SegmentProgress report)
    {
        int index = report.Number - 1;
        int thousandths = (int)Math.Round(Math.Clamp(report.Fraction, 0, 1) * 1000);
        bool known = _last[index] is { } last ? last == report.Message : thousandths <= _reported[index];
        _last[index] = report.Message;
        _reported[index] = Math.Max(_reported[index], thousandths);
        return !known;
    }

    /// <summary>The id of the event that was sent last.</summary>
    public override string ToString() => string.Join('-', _reported.Select(t => Math.Max(t, 0).ToString(CultureInfo.InvariantCulture)));
}
