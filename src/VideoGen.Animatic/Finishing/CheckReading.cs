using System.Globalization;
using VideoGen.Contract;

namespace VideoGen.Animatic.Finishing;

/// <summary>Adds up what ffmpeg's filters print for every frame.</summary>
internal sealed class CheckReading
{
    // Of photosensitivity: how many frames it remembers, each a little less.
    private const int Memory = 30;

    private readonly Stretches _black = new(), _frozen = new();
    private double _at, _before, _cut, _cutAt, _flash, _badness, _opening;
    private int _number = -1;

    /// <summary>What was found up to now.</summary>
    public ClipChecks Result
    {
        get
        {
            double end = _number > 0 ? _at + (_at - _before) : _at;
            return new ClipChecks
            {
                BlackSeconds = Round(_black.Sum(end)),
                FrozenSeconds = Round(_frozen.Sum(end)),
                CutScore = Round(_cut),
                CutAtSeconds = Round(_cutAt),
                FlashScore = Round(_flash),
            };
        }
    }

    /// <summary>Takes a line.</summary>
    public void Hear(ReadOnlySpan<char> line)
    {
        if (line.IndexOf("pts_time:") is >= 0 and var time)
        {
            (_before, _at, _number) = (_at, Number(line[(time + "pts_time:".Length)..]), _number + 1);
        }
        else if (line.IndexOf('=') is > 0 and var equals)
        {
            Hear(line[..equals], Number(line[(equals + 1)..]));
        }
    }

    private void Hear(ReadOnlySpan<char> name, double value)
    {
        switch (name)
        {
            case "lavfi.black_start": _black.Begin(value); break;
            case "lavfi.black_end": _black.End(value); break;
            case "lavfi.freezedetect.freeze_start": _frozen.Begin(value); break;
            case "lavfi.freezedetect.freeze_end": _frozen.End(value); break;
            case "lavfi.scd.score": (_cut, _cutAt) = value > _cut ? (value, _at) : (_cut, _cutAt); break;
            case "lavfi.photosensitivity.badness": _badness = value; break;
            case "lavfi.photosensitivity.frame-badness":
                // The filter compares the first frame with nothing and remembers that; a clip that begins does not flash.
                _opening = _number == 0 ? value : _opening;
                _flash = _number == 0 ? 0 : Math.Max(_flash, _badness - _opening * Math.Max(0, Memory - _number) / Memory);
                break;
        }
    }

    private static double Number(ReadOnlySpan<char> text) => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : 0;

    private static decimal Round(double number) => (decimal)Math.Round(Math.Clamp(number, 0, 1e9), 3);

    /// <summary>Stretches of time that begin and end; the last may go on.</summary>
    private sealed class Stretches
    {
        private double _sum;
        private double? _since;

        public void Begin(double at) => _since = at;

        public void End(double at)
        {
            _sum += _since is { } since ? Math.Max(0, at - since) : 0;
            _since = null;
        }

        public double Sum(double end) => _sum + (_since is { } since ? Math.Max(0, end - since) : 0);
    }
}
