using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Animatic.Camera;
using VideoGen.Animatic.Paths;

namespace VideoGen.Animatic.Stills;

/// <summary>
/// How a picture of any shape meets a screen of another: it covers the screen (cropped) when little is lost or when the camera travels
/// over it, so that a pan never runs out of the picture; otherwise it stands on a canvas filled with its own blurred, darkened copy.
/// Never distorted.
/// </summary>
/// <param name="Width">Width of what the camera moves over, pixels of the picture.</param>
/// <param name="Height">Height of what the camera moves over, pixels of the picture.</param>
/// <param name="Filled">True when the picture stands on a filled canvas.</param>
/// <param name="PictureWidth">Width of the picture.</param>
/// <param name="PictureHeight">Height of the picture.</param>
/// <param name="Remark">What the reader should know, as far as the way of the camera does not matter for it; empty for nothing.</param>
internal sealed record StillFit(double Width, double Height, bool Filled, int PictureWidth = 0, int PictureHeight = 0, string Remark = "")
{
    // 4:3 loses 25 % and 2.39:1 loses 26 % on a 16:9 screen: cropped. A square loses 44 %: shown whole.
    private const double MostLoss = 0.3;
    private const double WorthANote = 0.05;
    private const int Looks = 40;
    private const string TravelsOver = "the move travels over the";

    /// <summary>Decides for one picture.</summary>
    /// <param name="width">Width of the picture as displayed, pixels.</param>
    /// <param name="height">Height of the picture as displayed, pixels.</param>
    /// <param name="aspect">Width ÷ height of the screen.</param>
    /// <param name="move">What the camera does.</param>
    public static StillFit Of(int width, int height, double aspect, CameraMove move)
    {
        double shape = (double)width / height;
        double loss = 1 - Math.Min(shape / aspect, aspect / shape);
        bool tall = shape < aspect;
        bool vertical = move.Goes(CameraDirection.Up, CameraDirection.Down);
        bool sideways = move.Goes(CameraDirection.Left, CameraDirection.Right);
        string side = tall ? "height" : "width";
        string rest = string.Create(CultureInfo.InvariantCulture, $"{loss * 100:0} % of its {side}");
        string? remark = loss switch
        {
            _ when loss <= WorthANote => "",
            _ when (tall ? vertical : sideways) => $"{TravelsOver} {rest} that does not fit.",
            _ when loss <= MostLoss => $"{rest} is cropped.",
            _ when vertical || sideways => $"it fills the screen, so that the move does not run out of it; {rest} is cropped.",
            _ => null,
        };
        return remark is not null
            ? new StillFit(width, height, false, width, height, remark)
            : new StillFit(tall ? height * aspect : width, tall ? height : width / aspect, true, width, height, "");
    }

    /// <summary>What the reader should know about how the picture is shown.</summary>
    /// <param name="path">The camera's way over it.</param>
    public ImmutableArray<string> NotesFor(CameraPath path)
    {
        string remark = Filled ? OnCanvas(path) : CoversAll(path) ? Remark : Remark.Replace(TravelsOver, "the move travels over a part of the", StringComparison.Ordinal);
        return remark.Length == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"The picture is {PictureWidth}x{PictureHeight}, not the shape of the screen: {remark}")];
    }

    // A slow or slight move leaves some of the picture unseen; two percent of it are no loss.
    private bool CoversAll(CameraPath path)
    {
        Viewport[] windows = [.. Enumerable.Range(0, Looks + 1).Select(i => path.At((double)i / Looks))];
        return windows.Min(w => w.X - w.Width / 2) <= 0.02 * Width && windows.Max(w => w.X + w.Width / 2) >= 0.98 * Width
            && windows.Min(w => w.Y - w.Height / 2) <= 0.02 * Height && windows.Max(w => w.Y + w.Height / 2) >= 0.98 * Height;
    }

    private string OnCanvas(CameraPath path)
    {
        bool[] whole = [.. Enumerable.Range(0, Looks + 1).Select(i => IsWhole(path.At((double)i / Looks)))];
        return whole switch
        {
            _ when whole.All(w => w) => "it is shown whole, before a blurred copy of itself.",
            [true, ..] => "it is shown whole at the beginning, before a blurred copy of itself.",
            [.., true] => "it is shown whole at the end, before a blurred copy of itself.",
            _ => "it stands before a blurred copy of itself; the move crops its edges.",
        };
    }

    // Half a percent is less than the eye sees at the edge of a frame.
    private bool IsWhole(Viewport window) =>
        window.X - window.Width / 2 <= (Width - PictureWidth) / 2 + 0.005 * Width && window.X + window.Width / 2 >= (Width + PictureWidth) / 2 - 0.005 * Width
        && window.Y - window.Height / 2 <= (Height - PictureHeight) / 2 + 0.005 * Height && window.Y + window.Height / 2 >= (Height + PictureHeight) / 2 - 0.005 * Height;
}
