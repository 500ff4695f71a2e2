using System.Collections.Immutable;
using VideoGen.Frames;

namespace VideoGen.Animatic.Stills;

/// <summary>The arguments that turn a picture into raw planes at its working size.</summary>
internal static class DecodeArguments
{
    private static readonly ImmutableArray<string> Quiet = ["-hide_banner", "-nostdin", "-loglevel", "error"];

    /// <summary>One picture to standard output.</summary>
    /// <param name="facts">The picture, which comes through standard input.</param>
    /// <param name="fit">How it meets the screen.</param>
    /// <param name="size">Working size of what the camera moves over.</param>
    public static ImmutableArray<string> For(PictureFacts facts, StillFit fit, WorkingSize size) => Picture(
        facts, fit.Filled ? Filled(facts, size) : string.Join(',', [.. Upright(facts), .. Opaque(facts), Resize(size.Width, size.Height)]), "yuv420p");

    /// <summary>One picture as few pixels of red, green and blue, stretched to a square.</summary>
    /// <param name="facts">The picture, which comes through standard input.</param>
    /// <param name="side">Pixels of each side.</param>
    public static ImmutableArray<string> Sample(PictureFacts facts, int side) =>
        Picture(facts, string.Join(',', [.. Upright(facts), .. Opaque(facts), $"scale={side}:{side}:flags=area", "format=rgb24"]), "rgb24");

    private static ImmutableArray<string> Picture(PictureFacts facts, string filter, string pixels) =>
    [
        .. Quiet, "-max_alloc", $"{DecodeLimits.Memory(facts)}", "-filter_complex_threads", "1",
        "-threads", "1", "-max_pixels", $"{DecodeLimits.DecodedPixels(facts)}", "-noautorotate", "-f", Demuxer(facts), "-i", "pipe:0", "-filter_complex", filter,
        "-frames:v", "1", "-an", "-f", "rawvideo", "-pix_fmt", pixels, "pipe:1",
    ];

    // ffmpeg's reader for exactly this kind of file: no guessing, no playlists.
    private static string Demuxer(PictureFacts facts) => facts.MediaType switch { "image/png" => "png_pipe", "image/jpeg" => "jpeg_pipe", _ => "webp_pipe" };

    // The orientation is turned here and not by ffmpeg, which honours it in some versions only.
    private static ImmutableArray<string> Upright(PictureFacts facts) => facts.Orientation switch
    {
        2 => ["hflip"],
        3 => ["hflip", "vflip"],
        4 => ["vflip"],
        5 => ["transpose=cclock_flip"],
        6 => ["transpose=clock"],
        7 => ["transpose=clock_flip"],
        8 => ["transpose=cclock"],
        _ => [],
    };

    private static ImmutableArray<string> Opaque(PictureFacts facts) =>
        facts.MayBeTransparent ? [.. Smaller(facts), "format=gbrap", "premultiply=inplace=1", "format=gbrp"]
        // Scaled as they are, palettes and single bits get wrong colours: ffmpeg forgets that their range is full.
        : facts.IsIndexed ? ["format=gbrp"]
        : [];

    // Three copies of all pixels are made here; of a very large picture, of a part of them.
    private static ImmutableArray<string> Smaller(PictureFacts facts)
    {
        double scale = Math.Sqrt((double)DecodeLimits.MostTransparentPixels / DecodeLimits.Pixels(facts));
        return scale >= 1 ? [] : [$"scale={Math.Max(1, (int)(facts.Width * scale))}:{Math.Max(1, (int)(facts.Height * scale))}:flags=area"];
    }

    private static string Resize(int width, int height) =>
        $"scale={width}:{height}:flags=lanczos+accurate_rnd+full_chroma_int+full_chroma_inp:"
        + "out_color_matrix=bt709:out_range=tv:out_h_chr_pos=0:out_v_chr_pos=128,format=yuv420p";

    private static string Filled(PictureFacts facts, WorkingSize canvas)
    {
        double scale = Math.Min((double)canvas.Width / facts.Width, (double)canvas.Height / facts.Height);
        int width = Math.Clamp(2 * (int)Math.Round(facts.Width * scale / 2), 2, canvas.Width);
        int height = Math.Clamp(2 * (int)Math.Round(facts.Height * scale / 2), 2, canvas.Height);
        int left = (canvas.Width - width) / 4 * 2;
        int top = (canvas.Height - height) / 4 * 2;
        int smallWidth = Math.Max(16, canvas.Width / 16);
        int smallHeight = Math.Max(16, canvas.Height / 16);
        string before = string.Join(',', [.. Upright(facts), .. Opaque(facts), "split=2[picture][copy]"]);
        string copy = $"[copy]scale={smallWidth}:{smallHeight}:force_original_aspect_ratio=increase:flags=area,crop={smallWidth}:{smallHeight},format=gbrp,"
            + $"gblur=sigma=4,colorchannelmixer=rr=0.42:gg=0.42:bb=0.42,{Resize(canvas.Width, canvas.Height)}[back]";
        return $"{before};{copy};[picture]{Resize(width, height)}[front];[back][front]overlay={left}:{top}:format=yuv420,format=yuv420p";
    }
}
