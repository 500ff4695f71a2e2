using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace VideoGen.Contract;

/// <summary>
/// The first look at a text from outside: is it JSON within <see cref="JsonLimits"/>, without members that stand twice and without broken
/// characters? Pure, linear in the size of the text.
/// </summary>
public static class JsonText
{
    private const string Unreadable = "\uFFFD";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Drops a UTF-8 byte order mark; many editors write one.</summary>
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;

    /// <summary>Drops a UTF-8 byte order mark.</summary>
    public static ReadOnlySpan<byte> SkipByteOrderMark(ReadOnlySpan<byte> text) =>
        text.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;

    /// <summary>Every problem of the text; empty when it can be parsed.</summary>
    public static ImmutableArray<Problem> Check(ReadOnlySpan<byte> text)
    {
        if (JsonLimits.Check(text) is { } tooMuch)
        {
            return [tooMuch];
        }

        var findings = new Findings();
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        var place = new JsonPosition();
        try
        {
            while (!findings.IsFull && reader.Read())
            {
                Look(ref reader, place, findings);
            }
        }
        catch (JsonException e)
        {
            NotJson(findings, e, isEmpty: text.IndexOfAnyExcept(" \t\r\n"u8) < 0);
        }

        return findings.Problems;
    }

    private static void Look(ref Utf8JsonReader reader, JsonPosition place, Findings findings)
    {
        string? name = null;
        bool isBroken = reader.TokenType switch
        {
            JsonTokenType.PropertyName => !TryRead(ref reader, out name),
            JsonTokenType.String => reader.ValueIsEscaped ? !TryRead(ref reader, out _) : !Utf8.IsValid(reader.ValueSpan),
            _ => false,
        };
        bool isFirst = place.Step(reader.TokenType, name ?? Unreadable);
        if (isBroken)
        {
            findings.Refuse(ProblemCodes.TextInvalid, place.Pointer, "The text holds half of a surrogate pair, or bytes that are not UTF-8.", "Send valid Unicode in UTF-8.");
        }
        else if (!isFirst)
        {
            findings.Refuse(ProblemCodes.MemberRepeated, place.Pointer, $"The member {JsonPreview.Name(name!)} stands twice in one object.", "Send it once; which of the two is meant cannot be known.");
        }
    }

    private static bool TryRead(ref Utf8JsonReader reader, out string? text)
    {
        try
        {
            text = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    private static void NotJson(Findings findings, JsonException e, bool isEmpty) => findings.Refuse(
        ProblemCodes.JsonInvalid,
        "",
        isEmpty ? "The request is empty." : $"This is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.",
        "Send one JSON object in UTF-8. NaN, Infinity, comments and trailing commas are not JSON.");
}
