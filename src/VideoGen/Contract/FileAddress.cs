using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace VideoGen.Contract;

/// <summary>
/// Paths of this machine as <c>file:</c> addresses (RFC 8089) and back: the only conversion there is, because <see cref="Uri"/> takes a
/// <c>%</c> in a path for an escape and a <c>#</c> in an address for a fragment. Pure.
/// </summary>
public static class FileAddress
{
    private const string Scheme = "file:";

    /// <summary>The address of a file.</summary>
    /// <param name="path">Absolute path of this machine; any characters.</param>
    public static Uri Of(string path) => new(Write(path, OperatingSystem.IsWindows()));

    /// <summary>The path of a file, read from an address that <see cref="Of"/> or another program made.</summary>
    /// <param name="address">A <c>file:</c> address.</param>
    /// <exception cref="IOException">It names no file of this machine.</exception>
    public static string PathOf(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Read(address.AbsoluteUri, OperatingSystem.IsWindows()) is FileAddressReading.Here here
            ? here.Path
            : throw new IOException($"{address} names no file of this machine.");
    }

    /// <summary>True for the text of a <c>file:</c> address.</summary>
    public static bool Is([NotNullWhen(true)] string? text) => text?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Writes an address.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="windows">True for a path of Windows: with a drive, or <c>\\server\share</c>.</param>
    internal static string Write(string path, bool windows)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!windows)
        {
            return Scheme + "//" + Escaped(path);
        }

        string slashed = path.Replace('\\', '/');
        return slashed.StartsWith("//", StringComparison.Ordinal) ? Scheme + Escaped(slashed) : $"{Scheme}///{slashed[..2]}{Escaped(slashed[2..])}";
    }

    /// <summary>
    /// Reads the text of an address. What stands behind the host is a path to its end: <c>#</c> and <c>?</c> belong to the name of the file,
    /// and a <c>%</c> that begins no escape is a percent sign.
    /// </summary>
    /// <param name="text">Begins with <c>file:</c>.</param>
    /// <param name="windows">True where paths have drives.</param>
    internal static FileAddressReading Read(string text, bool windows)
    {
        string rest = text[Scheme.Length..];
        string host = "";
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            int end = rest.IndexOf('/', 2);
            (host, rest) = end < 0 ? (rest[2..], "") : (rest[2..end], rest[end..]);
        }

        if (!rest.StartsWith('/') || Unescaped(rest) is not { } path || path.Contains('\0', StringComparison.Ordinal))
        {
            return new FileAddressReading.Broken();
        }

        if (host.Length > 0 && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !IsLoopback(host))
        {
            return new FileAddressReading.Elsewhere(host, windows ? $@"\\{host}{path.Replace('/', '\\')}" : null);
        }

        bool hasDrive = path.Length > 2 && char.IsAsciiLetter(path[1]) && path[2] is ':' or '|' && (path.Length == 3 || path[3] is '/' or '\\');
        return (windows, hasDrive) switch
        {
            (true, true) => new FileAddressReading.Here($"{path[1]}:{(path.Length == 3 ? "/" : path[3..])}".Replace('/', '\\')),
            (true, false) => new FileAddressReading.Broken(),
            _ => new FileAddressReading.Here(path),
        };
    }

    private static bool IsLoopback(string host) =>
        Uri.TryCreate($"http://{host}/", UriKind.Absolute, out Uri? named) && (named.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6) && named.IsLoopback;

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string? Unescaped(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            bool isEscape = bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            bytes[length++] = isEscape ? Convert.ToByte(Encoding.ASCII.GetString(bytes, i + 1, 2), 16) : bytes[i];
            i += isEscape ? 2 : 0;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
