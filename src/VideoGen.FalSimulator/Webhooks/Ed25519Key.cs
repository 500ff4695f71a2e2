using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VideoGen.FalSimulation.Webhooks;

/// <summary>An Ed25519 signing key, by OpenSSL's libcrypto. Thread-safe.</summary>
internal sealed partial class Ed25519Key : SafeHandle
{
    private const string Library = "libcrypto";
    private const int Ed25519 = 1087;

    static Ed25519Key() => NativeLibrary.SetDllImportResolver(typeof(Ed25519Key).Assembly, static (name, _, _) =>
    {
        string[] names = name == Library ? ["libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto.so", "libcrypto"] : [];
        foreach (string candidate in names)
        {
            if (NativeLibrary.TryLoad(candidate, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    });

    public Ed25519Key()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The public key, 32 bytes.</summary>
    public byte[] PublicKey { get; private set; } = [];

    /// <summary>The public key as a key set's <c>x</c>: base64url.</summary>
    public string X => Base64Url.EncodeToString(PublicKey);

    /// <param name="seed">Private seed, 32 bytes.</param>
    /// <exception cref="CryptographicException">Not 32 bytes.</exception>
    public static Ed25519Key FromSeed(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != 32)
        {
            throw new CryptographicException("An Ed25519 seed has 32 bytes.");
        }

        var key = new Ed25519Key();
        key.SetHandle(NewRawPrivateKey(Ed25519, 0, seed, (nuint)seed.Length));
        byte[] open = new byte[32];
        nuint length = (nuint)open.Length;
        Demand(!key.IsInvalid && GetRawPublicKey(key.handle, open, ref length) == 1);
        key.PublicKey = open;
        return key;
    }

    /// <summary>The signature, 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        nint context = NewContext();
        Demand(context != 0);
        bool added = false;
        try
        {
            DangerousAddRef(ref added);
            byte[] signature = new byte[64];
            nuint length = (nuint)signature.Length;
            Demand(DigestSignInit(context, 0, 0, 0, handle) == 1);
            Demand(DigestSign(context, signature, ref length, message, (nuint)message.Length) == 1);
            return signature;
        }
        finally
        {
            FreeContext(context);
            if (added)
            {
                DangerousRelease();
            }
        }
    }

    protected override bool ReleaseHandle()
    {
        FreeKey(handle);
        return true;
    }

    private static void Demand(bool done)
    {
        if (!done)
        {
            ClearErrors();
            throw new CryptographicException("libcrypto refused an Ed25519 operation.");
        }
    }

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    private static partial nint NewRawPrivateKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    private static partial int GetRawPublicKey(nint key, Span<byte> open, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    private static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    private static partial int DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    private static partial int DigestSign(nint context, Span<byte> signature, ref nuint length, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    private static partial void ClearErrors();
}
