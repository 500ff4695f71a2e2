using System.Collections.Frozen;
using System.Security.Cryptography;

namespace VideoGen.Server.Board;

/// <summary>Script and style of the board, which come with the program, at addresses that change with their bytes.</summary>
internal static class BoardAssets
{
    private const string Prefix = "board/";
    private const int HashLength = 12;

    private static readonly FrozenDictionary<string, (string ContentType, byte[] Bytes)> Files = new[] { ("board.js", "text/javascript; charset=utf-8"), ("board.css", "text/css; charset=utf-8") }
        .ToFrozenDictionary(f => f.Item1, f => (f.Item2, Read(f.Item1)), StringComparer.Ordinal);

    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData([.. Files.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value.Bytes)]))[..HashLength];

    /// <summary>Address of a file.</summary>
    public static string Address(string name) => $"/board/assets/{Hash}/{name}";

    /// <summary>Maps the addresses: they hold nothing of anybody.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/board/assets/{hash}/{name}", (string hash, string name, HttpContext context) =>
    {
        if (hash != Hash || !Files.TryGetValue(name, out (string ContentType, byte[] Bytes) file))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(file.Bytes, file.ContentType);
    }).AllowAnonymous().ExcludeFromDescription();

    private static byte[] Read(string name)
    {
        using Stream stream = typeof(BoardAssets).Assembly.GetManifestResourceStream(Prefix + name) ?? throw new InvalidOperationException($"The program comes without {name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
