using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using VideoGen.Contract;
using VideoGen.Files;
using VideoGen.Frames;

namespace VideoGen.Delivery;

/// <summary>
/// Brings the bytes of a finished clip onto this machine: streamed to disk, never held in memory, taken up where a broken transfer ended
/// as long as the server still has the same version. Shows no credential to anybody but <paramref name="own"/>, and what a provider signs its own clip's request with. Proves nothing about the
/// content; see <see cref="Mp4Reader"/>.
/// </summary>
/// <param name="http">Transport.</param>
/// <param name="maxBytes">Largest clip.</param>
/// <param name="time">Clock of <see cref="LongestSilence"/>; null for the machine's.</param>
/// <param name="own">A host of our own that wants a login; null where there is none. The transport must not carry it across a redirect.</param>
public sealed class ClipFetcher(HttpClient http, long maxBytes, TimeProvider? time = null, OwnHost? own = null)
{
    /// <summary>How long a host may send nothing before the attempt ends; however long a clip takes, it may take.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    /// <summary>Largest clip that an agent takes, in bytes: 2 GiB.</summary>
    public const long MostBytes = 2L * 1024 * 1024 * 1024;

    private const int BufferBytes = 256 * 1024;

    /// <summary>
    /// Fetches into a file. On failure the part that arrived stays there, for the next attempt. A file that is to stay for longer than until the
    /// media store has it wants <see cref="Flush"/>.
    /// </summary>
    /// <param name="address">http(s) or file address.</param>
    /// <param name="file">Absolute path of the file to write.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="signIn">Adds the credential that the address wants, if it wants one; null for none. It is not carried across a redirect.</param>
    /// <returns>SHA-256 (lowercase hex) and size of the whole file.</returns>
    /// <exception cref="FileNotFoundException">The host says that it is not there.</exception>
    /// <exception cref="ClipNotKeptException">It cannot be written here.</exception>
    /// <exception cref="IOException">It did not arrive whole; the message says why.</exception>
    public async Task<(string Sha256, long Bytes)> FetchAsync(Uri address, string file, CancellationToken cancellationToken, Action<HttpRequestMessage>? signIn = null)
    {
        OnDisk(file, () => OwnerOnly.MakeFolder(Path.GetDirectoryName(file)!));
        try
        {
            if (!address.IsFile)
            {
                return await DownloadAsync(address, file, signIn, cancellationToken) ?? Measure(file);
            }

            Copy(FileAddress.PathOf(address), file);
            return Measure(file);
        }
        catch (HttpRequestException e)
        {
            throw (e.InnerException as AddressRefusedException)?.OfClip() ?? NoHandles(e) ?? new IOException($"{address.Host} cannot be reached: {NoConnection.Why(e)}", e);
        }
    }

    /// <summary>True when a file holds exactly these bytes.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool Holds(string file, string sha256) => File.Exists(file) && Measure(file).Sha256 == sha256;

    /// <summary>Brings a fetched file onto the disk, where a loss of power does not reach it.</summary>
    /// <exception cref="ClipNotKeptException">The disk does not take it.</exception>
    public static void Flush(string file) => OnDisk(file, () =>
    {
        using var whole = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
        whole.Flush(flushToDisk: true);
    });

    /// <summary>
    /// Adds to a fetched file in place, and measures it anew where that made it longer; null where it did not. From then on it is no part of what a server has: an
    /// attempt that is cut off leaves a file that the next one fetches from the beginning.
    /// </summary>
    /// <exception cref="ClipNotKeptException">The disk does not take it.</exception>
    internal static (T Result, (string Sha256, long Bytes)? Measured) AddTo<T>(string file, Func<FileStream, T> add)
    {
        (T result, bool isLonger) = OnDisk(file, () =>
        {
            new ClipPart(file).ForgetVersion();
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            long before = stream.Length;
            return (add(stream), stream.Length > before);
        });
        return (result, isLonger ? Measure(file) : null);
    }

    /// <summary>Removes a file that was fetched, or the part of it that was.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public static void Discard(string file) => new ClipPart(file).Discard();

    private static (string Sha256, long Bytes) Measure(string file)
    {
        using FileStream whole = File.OpenRead(file);
        return (Convert.ToHexStringLower(SHA256.HashData(whole)), whole.Length);
    }

    // The disk is used on the spot, here and below: .NET would only block another thread of the pool for it.
    private static void Copy(string source, string file)
    {
        using FileStream from = File.OpenRead(source);
        OnDisk(file, () =>
        {
            using FileStream to = OwnerOnly.Open(file, FileMode.Create);
            from.CopyTo(to, BufferBytes);
        });
    }

    private static void OnDisk(string file, Action work) => OnDisk(file, () =>
    {
        work();
        return true;
    });

    // Told from what the host of the clip does wrong: this lasts until somebody repairs the machine, and costs the clip no attempt.
    private static T OnDisk<T>(string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            throw new ClipNotKeptException($"{file} cannot be written: {DiskFault.Why(e)}", e);
        }
    }

    // Null where only a part came this time, so that the whole was not measured on its way.
    private async Task<(string Sha256, long Bytes)?> DownloadAsync(Uri address, string file, Action<HttpRequestMessage>? signIn, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(LongestSilence, time ?? TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await DownloadAsync(address, file, signIn, silence, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{address.Host} sent nothing for {LongestSilence.TotalSeconds:0} s.", e);
        }
    }

    private async Task<(string Sha256, long Bytes)?> DownloadAsync(
        Uri address, string file, Action<HttpRequestMessage>? signIn, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        var part = ClipPart.Find(file);
        long have = part.Length;
        using var question = new HttpRequestMessage(HttpMethod.Get, address);
        own?.SignIn(question);
        signIn?.Invoke(question);
        if (have > 0)
        {
            question.Headers.Range = new RangeHeaderValue(have, null);
            question.Headers.IfRange = new RangeConditionHeaderValue(part.Tag!);
        }

        using HttpResponseMessage answer = await http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        ContentRangeHeaderValue? range = answer.Content.Headers.ContentRange;
        if (answer.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable && have > 0)
        {
            if (range?.Length == have)
            {
                return null; // the part that was kept is the whole
            }

            throw Anew(part);
        }

        if (!answer.IsSuccessStatusCode)
        {
            string said = $"{address.Host} answered {(int)answer.StatusCode} {answer.ReasonPhrase}.";
            throw answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone ? new FileNotFoundException(said) : new IOException(said);
        }

        bool isPart = answer.StatusCode is HttpStatusCode.PartialContent;
        if (isPart && ((range?.From ?? -1) != have || (answer.Headers.ETag is { } tag && !tag.Equals(part.Tag))))
        {
            throw Anew(part);
        }

        string sha256 = await WriteAsync(answer, part, isPart ? have : 0, silence, cancellationToken);
        return isPart ? null : (sha256, new FileInfo(file).Length);
    }

    private static ClipNotKeptException? NoHandles(HttpRequestException e) => e.InnerException is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets }
        ? new ClipNotKeptException("No connection can be made: this process has no file handles left. Raise the limit (ulimit -n, LimitNOFILE).", e)
        : null;

    private static IOException Anew(ClipPart part)
    {
        part.Discard();
        return new IOException("The part that was kept does not fit what the server has; it is fetched anew.");
    }

    // The hash is of what came this time.
    private async Task<string> WriteAsync(HttpResponseMessage answer, ClipPart part, long from, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        long? expected = answer.Content.Headers.ContentRange?.Length ?? answer.Content.Headers.ContentLength + from;
        if (expected > maxBytes)
        {
            throw TooLarge(part);
        }

        await using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using FileStream to = OnDisk(part.File, () => part.Open(goesOn: from > 0, answer.Headers.ETag));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long there = from;
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                there += read;
                if (there > maxBytes)
                {
                    throw TooLarge(part);
                }

                silence.CancelAfter(LongestSilence);
                hash.AppendData(buffer, 0, read);
                OnDisk(part.File, () => to.Write(buffer.AsSpan(0, read)));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        OnDisk(part.File, to.Flush);
        if (expected is { } length && to.Length != length)
        {
            throw new IOException($"The transfer broke off after {to.Length} of {length} bytes.");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // No later attempt can succeed with what is there, so it is not kept.
    private IOException TooLarge(ClipPart part)
    {
        part.Discard();
        return new IOException($"The clip has more than the {maxBytes} bytes allowed.");
    }
}
