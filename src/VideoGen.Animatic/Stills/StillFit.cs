using System.Collections.Immutable;
using System.Globalization;
using VideoGen.Animatic.Camera;

namespace VideoGen.Animatic.Stills;

/// <summary>
/// How a picture of any shape meets a screen of another: covered (cropped) when little is lost or when the move travels over what is
/// cropped; otherwise shown whole, on a canvas filled with its own blurred, darkened copy. Never distorted.
/// </summary>
/// <param name="Width">Width of what the camera moves over, pixels of the picture.</param>
/// <param name="Height">Height of what the camera moves over, pixels of the picture.</param>
/// <param name="Filled">True when the picture stands whole on a filled canvas.</param>
/// <param name="Notes">What the reader should know about it.</param>
internal sealed record StillFit(double Width, double Height, bool Filled, ImmutableArray<string> Notes)
{
    // 4:3 loses 25 % and 2.39:1 loses 26 % on a 16:9 screen: cropped. A square loses 44 %: shown whole.
    private const double MostLoss = 0.3;
    private const double WorthANote = 0.05;

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
        bool travels = tall
            ? move.Goes(CameraDirection.Up, CameraDirection.Down)
            : move.Goes(CameraDirection.Left, CameraDirection.Right);
        if (loss <= WorthANote)
        {
            return new StillFit(width, height, false, []);
        }

        string form = string.Create(CultureInfo.InvariantCulture, $"The picture is {width}x{height}, not the shape of the screen:");
        if (loss <= MostLoss || travels)
        {
            string rest = string.Create(CultureInfo.InvariantCulture, $"{loss * 100:0} % of its {(tall ? "height" : "width")}");
            return new StillFit(width, height, false, travels
                ? [$"{form} the move travels over the {rest} that does not fit."]
                : [$"{form} {rest} is cropped."]);
        }

        double canvasWidth = tall ? height * aspect : width;
        double canvasHeight = tall ? height : width / aspect;
        return new StillFit(canvasWidth, canvasHeight, true, [$"{form} it is shown whole, before a blurred copy of itself."]);
    }
}
