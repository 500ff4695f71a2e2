using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Synthesis;
using VideoGen.Testing.Catalog;

namespace VideoGen.Testing.Synthesis;

/// <summary>Requests that fit; change what matters in the JSON.</summary>
public static class SampleOrders
{
    /// <summary>A storyboard of scenes with one frame of 3 s each, so one segment each, for <see cref="MemoryCatalog.Provider"/>.</summary>
    /// <param name="segments">1 to 3.</param>
    /// <param name="wait">Seconds the call waits.</param>
    public static JsonObject Storyboard(int segments = 1, double wait = 0)
    {
        string picture = Convert.ToBase64String(Picture());
        IEnumerable<string> ids = Enumerable.Range(1, segments).Select(i => $"SCENE_{i}_SHOT_1");
        return new JsonObject
        {
            ["generated_frames"] = new JsonArray([.. ids.Select(id => new JsonObject { ["frame_id"] = id, ["image_base64"] = picture })]),
            ["storyboard_frames"] = new JsonArray([.. ids.Select(id => new JsonObject { ["frame_id"] = id, ["description"] = $"A lighthouse, {id}.", ["duration_seconds"] = 3 })]),
            ["project_context"] = new JsonObject { ["project_id"] = "atlas", ["episode_id"] = "e1" },
            ["wait_seconds"] = wait,
        };
    }

    /// <summary>The call of a request.</summary>
    public static SynthesisCall Call(JsonObject request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new SynthesisCall(Encoding.UTF8.GetBytes(request.ToJsonString()));
    }

    /// <summary>Head of a PNG of 1280x720: all that is read of a still before a provider has it.</summary>
    private static byte[] Picture()
    {
        byte[] png = new byte[64];
        ((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]).CopyTo(png);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(8), 13);
        "IHDR"u8.CopyTo(png.AsSpan(12));
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), 1280);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), 720);
        return png;
    }
}
