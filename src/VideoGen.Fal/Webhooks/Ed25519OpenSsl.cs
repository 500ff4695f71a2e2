using System.Reflection;
using System.Runtime.InteropServices;

namespace VideoGen.Fal.Webhooks;

/// <summary>Ed25519 verification by the OpenSSL that .NET itself uses for TLS on Linux, and that the distribution keeps patched.</summary>
internal static partial class Ed25519OpenSsl
{
    private const string Library = "videogen-libcrypto";
    private const int KeyType = 1087;

    private static readonly nint Handle = Load();

    static Ed25519OpenSsl() => NativeLibrary.SetDllImportResolver(
        typeof(Ed25519OpenSsl).Assembly, static (name, _, _) => name == Library ? Handle : 0);

    /// <summary>True when a library was found. Only versions whose functions are used here are looked for.</summary>
    public static bool IsAvailable => Handle != 0;

    /// <summary>Lengths are the caller's business; anything but an explicit yes is a no.</summary>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var parsed = EVP_PKEY_new_raw_public_key(KeyType, 0, key, (nuint)key.Length);
        using var context = EVP_MD_CTX_new();
        var valid = !parsed.IsInvalid && !context.IsInvalid
            && EVP_DigestVerifyInit(context, 0, 0, 0, parsed) == 1
            && EVP_DigestVerify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
        if (!valid)
        {
            // The queue of errors is per thread, and the TLS code of .NET reads it.
            ERR_clear_error();
        }

        return valid;
    }

    private static nint Load()
    {
        foreach (var name in (ReadOnlySpan<string>)["libcrypto.so.3", "libcrypto.so.4", "libcrypto-3-x64.dll", "libcrypto-3.dll"])
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial KeyHandle EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial ContextHandle EVP_MD_CTX_new();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EVP_DigestVerifyInit(ContextHandle context, nint keyContext, nint digest, nint engine, KeyHandle key);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EVP_DigestVerify(
        ContextHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> data, nuint dataLength);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ERR_clear_error();

    private sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(handle);
            return true;
        }
    }

    private sealed class ContextHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(handle);
            return true;
        }
    }
}
