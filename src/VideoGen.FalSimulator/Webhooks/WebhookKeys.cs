using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace VideoGen.FalSimulation.Webhooks;

/// <summary>The keys webhooks are signed with; the newest signs, all are published. Thread-safe.</summary>
internal sealed class WebhookKeys
{
    private readonly bool _padded;
    private ImmutableArray<Ed25519Key> _published;

    public WebhookKeys(string seedHex, bool padded)
    {
        _padded = padded;
        _published = [Ed25519Key.FromSeed(Convert.FromHexString(seedHex))];
        byte[] other = SHA256.HashData(Convert.FromHexString(seedHex));
        Foreign = Ed25519Key.FromSeed(other);
    }

    public Ed25519Key Current => _published[0];

    /// <summary>A key that is never published: for wrong signatures.</summary>
    public Ed25519Key Foreign { get; }

    /// <summary>Signs with another key from now on; the old ones stay published if <paramref name="keepOld"/>.</summary>
    public void Rotate(string seedHex, bool keepOld)
    {
        var key = Ed25519Key.FromSeed(Convert.FromHexString(seedHex));
        ImmutableInterlocked.Update(ref _published, old => keepOld ? old.Insert(0, key) : [key]);
    }

    public JsonObject KeySet()
    {
        var keys = new JsonArray();
        foreach (Ed25519Key key in _published)
        {
            keys.Add(new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519", ["x"] = _padded ? key.X + "=" : key.X });
        }

        return new JsonObject { ["keys"] = keys };
    }
}
