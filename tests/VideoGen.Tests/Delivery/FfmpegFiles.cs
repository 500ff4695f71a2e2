using System.Diagnostics;
using System.Text.Json;
using VideoGen.Testing;

namespace VideoGen.Tests.Delivery;

/// <summary>Small clips made by the real ffmpeg, and what the real ffprobe says about them. Made once for all tests.</summary>
public sealed class FfmpegFiles : IDisposable
{
    private const string X264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

    private static readonly Dictionary<string, string> Recipes = new()
    {
        ["plain.mp4"] = $"{X264}",
        ["faststart.mp4"] = $"{X264} -movflags +faststart",
        ["audio.mp4"] = $"{X264} -c:a aac -shortest",
        ["bframes.mp4"] = "-c:v libx264 -preset medium -bf 3 -pix_fmt yuv420p",
        ["hevc.mp4"] = "-c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p -tag:v hvc1",
        ["ntsc.mp4"] = $"{X264} -r 30000/1001",
        ["fragmented.mp4"] = $"{X264} -g 6 -movflags +frag_keyframe+empty_moov+default_base_moof",
        ["fragmented-audio.mp4"] = $"{X264} -g 6 -c:a aac -shortest -movflags +frag_keyframe+empty_moov",
        ["fragmented-trex.mp4"] = $"{X264} -g 6 -movflags +frag_keyframe+empty_moov+omit_tfhd_offset",
    };

    private readonly TestFolder _folder = new();
    private readonly Lock _lock = new();

    /// <summary>Names of the clips.</summary>
    public static TheoryData<string> Names => [.. Recipes.Keys, "rotated.mp4"];

    /// <summary>Path of a clip.</summary>
    public string this[string name]
    {
        get
        {
            lock (_lock)
            {
                string path = _folder[name];
                if (!File.Exists(path))
                {
                    Make(name, path);
                }

                return path;
            }
        }
    }

    /// <summary>Runs ffmpeg.</summary>
    public string Run(string arguments, string name)
    {
        Start("ffmpeg", $"-v error -y {arguments} {_folder[name]}");
        return _folder[name];
    }

    /// <summary>Width and height as displayed, rate, frames, seconds and codec tag of the video stream.</summary>
    public static (int Width, int Height, decimal Rate, int Frames, decimal Seconds, string Codec) Probe(string file)
    {
        using JsonDocument json = JsonDocument.Parse(Start("ffprobe", $"-v error -count_frames -select_streams v:0 -show_streams -show_format -of json {file}"));
        JsonElement stream = json.RootElement.GetProperty("streams")[0];
        string[] rate = stream.GetProperty("avg_frame_rate").GetString()!.Split('/');
        bool turned = stream.TryGetProperty("side_data_list", out JsonElement side) && side.EnumerateArray().Any(s => s.TryGetProperty("rotation", out JsonElement r) && Math.Abs(r.GetInt32()) % 180 == 90);
        int width = stream.GetProperty("width").GetInt32();
        int height = stream.GetProperty("height").GetInt32();
        return (
            turned ? height : width, turned ? width : height, Math.Round(decimal.Parse(rate[0]) / decimal.Parse(rate[1]), 3),
            int.Parse(stream.GetProperty("nb_read_frames").GetString()!), Seconds(stream) ?? Seconds(json.RootElement.GetProperty("format")) ?? 0, stream.GetProperty("codec_tag_string").GetString()!);
    }

    // A container that tells no length of its streams tells its own.
    private static decimal? Seconds(JsonElement of) => of.TryGetProperty("duration", out JsonElement duration) ? decimal.Parse(duration.GetString()!) : null;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private void Make(string name, string path)
    {
        if (name == "rotated.mp4")
        {
            byte[] bytes = File.ReadAllBytes(this["plain.mp4"]);
            byte[] quarterTurn = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0];
            quarterTurn.CopyTo(bytes, bytes.AsSpan().IndexOf("tkhd"u8) + 4 + 40); // the matrix of the track header
            File.WriteAllBytes(path, bytes);
            return;
        }

        string sound = Recipes[name].Contains("aac", StringComparison.Ordinal) ? "-f lavfi -i sine=duration=1" : "";
        Start("ffmpeg", $"-v error -y -f lavfi -i testsrc=size=96x64:rate=24:duration=1 {sound} {Recipes[name]} {path}");
    }

    /// <summary>Runs a program to its end; what it says.</summary>
    public static string Start(string program, string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {arguments}");
        return output;
    }
}
