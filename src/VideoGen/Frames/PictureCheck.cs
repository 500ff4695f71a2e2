using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Frames;

/// <summary>Holds a picture against our own limits and the model's. Pure.</summary>
internal static class PictureCheck
{
    public static IEnumerable<Problem> Check(Frame frame, PictureFacts facts, long bytes, PictureLimits limits, ModelPreset? preset)
    {
        string size = $"{facts.Width}x{facts.Height}";
        long minSide = Math.Max(limits.MinSide, preset?.Image?.MinSide ?? 0);
        if (Math.Min(facts.Width, facts.Height) < minSide)
        {
            yield return new(ProblemCodes.ImageTooSmall, frame.Pointer, $"The still of '{frame.Id}' is {size}; each side needs {minSide} pixels.", "Send a larger picture; 1280x720 or more is best.");
        }

        if ((long)facts.Width * facts.Height > limits.MaxPixels)
        {
            yield return new(ProblemCodes.ImageTooLarge, frame.Pointer, $"The still of '{frame.Id}' is {size}; at most {limits.MaxPixels:N0} pixels in all are allowed.", "Send a smaller picture.");
        }
        else if (Math.Max(facts.Width, facts.Height) > PictureReader.MaxSide)
        {
            yield return new(ProblemCodes.ImageTooLarge, frame.Pointer, $"The still of '{frame.Id}' is {size}; a side may have at most {PictureReader.MaxSide} pixels.", "Send a smaller picture.");
        }
        else if (Math.Max(facts.Width, facts.Height) > preset?.Image?.MaxSide)
        {
            yield return new(ProblemCodes.ImageTooLarge, frame.Pointer, $"The still of '{frame.Id}' is {size}; {preset!.Model} takes at most {preset.Image!.MaxSide} pixels a side.", "Send a smaller picture.");
        }

        long maxBytes = Math.Min(limits.MaxBytes, preset?.Image?.MaxBytes ?? long.MaxValue);
        if (bytes > maxBytes)
        {
            yield return new(ProblemCodes.ImageTooLarge, frame.Pointer, $"The still of '{frame.Id}' has {bytes} bytes; {maxBytes} are allowed.", "Send a smaller file, for example as JPEG or WebP.");
        }

        decimal ratio = (decimal)facts.Width / facts.Height;
        if (ratio < preset?.Image?.MinRatio || ratio > preset?.Image?.MaxRatio)
        {
            yield return new(ProblemCodes.ImageShapeRefused, frame.Pointer, $"The still of '{frame.Id}' is {size}; {preset!.Model} takes width ÷ height {Allowed(preset.Image!)}.", "Crop the picture towards 16:9.");
        }
    }

    private static string Allowed(PresetImageLimits image) => (image.MinRatio, image.MaxRatio) switch
    {
        (null, var most) => $"up to {most}",
        (var least, null) => $"from {least}",
        var (least, most) => $"from {least} to {most}",
    };
}
