using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace VideoGen.Fal.Webhooks;

/// <summary>Reads a JSON Web Key Set. Pure. Keys that are not usable Ed25519 keys are left out.</summary>
internal static class FalKeySet
{
    private const int Most = 32;

    /// <summary>The keys, each once; empty when the text is no key set or holds no usable key.</summary>
    public static ImmutableArray<ImmutableArray<byte>> Read(string text)
    {
        if (FalJson.ReadObject(text)?["keys"] is not JsonArray entries)
        {
            return [];
        }

        var keys = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        foreach (var entry in entries.OfType<JsonObject>().Take(Most))
        {
            if (entry.Text("kty") is null or "OKP" && entry.Text("crv") is null or "Ed25519" && Bytes(entry.Text("x")) is { } key
                && Ed25519.IsUsableKey(key) && !keys.Any(k => k.AsSpan().SequenceEqual(key)))
            {
                keys.Add([.. key]);
            }
        }

        return keys.ToImmutable();
    }

    /// <summary>Base64url with or without padding, 32 bytes; null for anything else.</summary>
    private static byte[]? Bytes(string? x)
    {
        if (x is not { Length: >= 43 and <= 44 } || (x.Length == 44 && x[43] != '=') || !Base64Url.IsValid(x))
        {
            return null;
        }

        var key = new byte[Ed25519.KeyBytes];
        return Base64Url.TryDecodeFromUtf8(Encoding.UTF8.GetBytes(x.TrimEnd('=')), key, out var written) && written == key.Length ? key : null;
    }
}
