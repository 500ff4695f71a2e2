using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelContextProtocol.Protocol;
using VideoGen.Contract;

namespace VideoGen.Mcp.Stdio;

/// <summary>
/// The messages of a client, one a line, held to <see cref="JsonLimits"/> before the SDK builds anything from them. What is too much never gets
/// through, and is answered by its id.
/// </summary>
/// <param name="input">Where they come from.</param>
/// <param name="maxBytes">Largest message.</param>
/// <param name="refuse">Answers a message: its id (none where it could not be found) and what is too much.</param>
internal sealed partial class BoundedLines(Stream input, long maxBytes, Func<RequestId, Problem, Task> refuse)
{
    private const int IdWithin = 256;

    private readonly byte[] _chunk = new byte[64 * 1024];
    private readonly byte[] _last = new byte[IdWithin];
    private ArrayBufferWriter<byte> _line = new();
    private int _lastCount;
    private int _start;
    private int _count;
    private bool _isTooLong;

    /// <summary>The next message with its line end; empty at the end of the input.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync()
    {
        while (true)
        {
            if (_count == 0)
            {
                (_start, _count) = (0, await input.ReadAsync(_chunk));
                if (_count == 0 && _line.WrittenCount == 0 && !_isTooLong)
                {
                    return default;
                }
            }

            ReadOnlyMemory<byte> rest = _chunk.AsMemory(_start, _count);
            int end = rest.Span.IndexOf((byte)'\n');
            bool isWhole = end >= 0 || _count == 0; // a last line without an end is a line too
            Add(rest.Span[..(end < 0 ? _count : end)]);
            int taken = end < 0 ? _count : end + 1;
            (_start, _count) = (_start + taken, _count - taken);
            if (isWhole && await FinishAsync() is { IsEmpty: false } line)
            {
                return line;
            }
        }
    }

    private void Add(ReadOnlySpan<byte> part)
    {
        _isTooLong |= (long)_line.WrittenCount + part.Length > maxBytes;
        if (!_isTooLong)
        {
            _line.Write(part);
        }
        else
        {
            Remember(part);
        }
    }

    // The end of what is too long to keep: many clients write the id there.
    private void Remember(ReadOnlySpan<byte> part)
    {
        ReadOnlySpan<byte> tail = part[Math.Max(0, part.Length - IdWithin)..];
        int kept = Math.Min(_lastCount, IdWithin - tail.Length);
        _last.AsSpan(_lastCount - kept, kept).CopyTo(_last);
        tail.CopyTo(_last.AsSpan(kept));
        _lastCount = kept + tail.Length;
    }

    private async Task<ReadOnlyMemory<byte>> FinishAsync()
    {
        ReadOnlyMemory<byte> line = _line.WrittenMemory;
        Problem? problem = _isTooLong
            ? new Problem(ProblemCodes.RequestTooLarge, "", $"The message has more than {maxBytes} bytes.", "Send pictures as image_url instead of image_base64, or raise max_request_bytes.")
            : JsonLimits.Check(line.Span);
        if (problem is null)
        {
            _line.Write("\n"u8);
            line = _line.WrittenMemory;
            _line = new ArrayBufferWriter<byte>(); // what was handed out stays as it is
            return line;
        }

        RequestId id = IdOf(line.Span) ?? IdAtTheEnd();
        (_line, _isTooLong, _lastCount) = (new ArrayBufferWriter<byte>(), false, 0);
        await refuse(id, problem);
        return default;
    }

    private static RequestId? IdOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("id"u8) && reader.Read())
                {
                    return reader.TokenType switch
                    {
                        JsonTokenType.Number when reader.TryGetInt64(out long number) => new RequestId(number),
                        JsonTokenType.String => new RequestId(reader.GetString()!),
                        _ => null,
                    };
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Then it has none.
        }

        return null;
    }

    private RequestId IdAtTheEnd() => LastMember().Match(Encoding.UTF8.GetString(_last, 0, _lastCount)) switch
    {
        { Success: true } found when long.TryParse(found.Groups["number"].ValueSpan, out long number) => new RequestId(number),
        { Success: true } found => new RequestId(found.Groups["text"].Value),
        _ => default,
    };

    [GeneratedRegex(@"[,{]\s*""id""\s*:\s*(?:(?<number>-?\d{1,18})|""(?<text>[^""\\]{1,100})"")\s*}\s*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LastMember();
}
