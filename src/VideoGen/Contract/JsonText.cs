using System.Collections.Immutable;
using System.Text.Json;

namespace VideoGen.Contract;

/// <summary>
/// The first look at a text from outside: is it JSON, of sane depth, without members that stand twice and without broken characters?
/// Pure, linear in the size of the text.
/// </summary>
public static class JsonText
{
    /// <summary>Deepest nesting, in levels.</summary>
    public const int MaxDepth = 64;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Drops a UTF-8 byte order mark; many editors write one.</summary>
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;

    /// <summary>Every problem of the text; empty when it can be parsed.</summary>
    public static ImmutableArray<Problem> Check(ReadOnlySpan<byte> text)
    {
        ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        var place = new JsonPlace();
        try
        {
            while (reader.Read())
            {
                Look(ref reader, place, problems);
            }
        }
        catch (JsonException e)
        {
            problems.Add(NotJson(e, reader.CurrentDepth));
        }

        return problems.ToImmutable();
    }

    private static void Look(ref Utf8JsonReader reader, JsonPlace place, ImmutableArray<Problem>.Builder problems)
    {
        string? text = null;
        if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
        {
            bool isName = reader.TokenType is JsonTokenType.PropertyName;
            if ((isName || reader.ValueIsEscaped) && !TryRead(ref reader, out text))
            {
                problems.Add(new(ProblemCodes.TextInvalid, place.Pointer, "The text holds half of a surrogate pair.", "Send valid Unicode."));
                text = "�";
            }
        }

        if (!place.Step(reader.TokenType, text))
        {
            problems.Add(new(
                ProblemCodes.MemberRepeated, place.Pointer, $"The member '{text}' stands twice in one object.", "Send it once; which of the two is meant cannot be known."));
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

    private static Problem NotJson(JsonException e, int depth) => depth >= MaxDepth
        ? new(ProblemCodes.JsonTooDeep, "", $"The JSON is nested deeper than {MaxDepth} levels.", "Send the request as documented; it needs 5 levels.")
        : new(
            ProblemCodes.JsonInvalid,
            "",
            $"This is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.",
            "Send one JSON object in UTF-8. NaN, Infinity, comments and trailing commas are not JSON.");
}
