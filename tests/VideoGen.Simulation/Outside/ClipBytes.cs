using System.Text;
using VideoGen.Testing.Delivery;

namespace VideoGen.Simulation.Outside;

/// <summary>The clips of the provider: small films whose bytes say which order and which rendering they are.</summary>
internal static class ClipBytes
{
    private const int PictureBytes = 1024;

    private static readonly byte[][] Films = [.. Enumerable.Range(0, 5).Select(seconds => SampleClips.Of(Math.Max(seconds, 1), 1280, 720, 24))];

    public static byte[] Of(ProviderOrder order, int rendering)
    {
        byte[] film = [.. Films[(int)order.Seconds]];
        byte[] mark = Encoding.ASCII.GetBytes($"{order.Id} rendering {rendering:000}. ");
        for (int i = 0; i < PictureBytes; i++)
        {
            film[film.Length - PictureBytes + i] = mark[i % mark.Length];
        }

        return film;
    }
}
