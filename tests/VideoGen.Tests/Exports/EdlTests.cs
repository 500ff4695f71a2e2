using System.Globalization;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Synthesis;
using static VideoGen.Tests.Exports.Films;

namespace VideoGen.Tests.Exports;

public sealed class EdlTests
{
    [Fact]
    public void A_request_is_a_list_of_cuts_from_one_hour_on() => Write(OfRequest(Three)).ShouldBe(
        """
        TITLE: req_a
        FCM: NON-DROP FRAME

        001  R0000000 V     C        00:00:00:00 00:00:03:00 01:00:00:00 01:00:03:00
        * FROM CLIP NAME: segment_1_1_take2.mp4
        * COMMENT: SEGMENT_1 OF req_a SHA256 00000002aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        * LOC: 01:00:00:00 GREEN   s1f1
        * LOC: 01:00:02:23 GREEN   s1f2
        002  BL       V     C        00:00:00:00 00:00:03:00 01:00:03:00 01:00:06:00
        * COMMENT: segment_1_3: The still was refused: it shows a "logo" & more.
        003  BL       V     C        00:00:00:00 00:00:03:00 01:00:06:00 01:00:09:00
        * COMMENT: segment_2_1: It is still being made.

        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public void Frames_are_read_back_exactly()
    {
        Film film = OfEpisode([.. Enumerable.Range(1, 300).Select(i => Delivered(Shot(i, 1, $"req_{i}") with { WantedSeconds = 1 + (i * 37 % 100 / 50m) }, fps: 29.97m, frames: 120))]);

        long[] read =
        [
            .. Write(film).Split("\r\n").Where(l => l.Length > 0 && char.IsAsciiDigit(l[0])).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(p => Frames(p[7], 30) - Frames(p[6], 30)),
        ];

        read.ShouldBe(film.Segments.Select(s => (long)s.Frames));
    }

    [Fact]
    public void A_line_stays_a_line_and_ASCII()
    {
        string text = Write(OfRequest([Failed(Shot(1, 1), "refusé\r\n002  AX V C 🎬")]));

        text.Split("\r\n").Length.ShouldBe(6);
        text.ShouldAllBe(c => char.IsAscii(c));
    }

    [Theory]
    [InlineData("12.5", 1, "/rate", "12.5 cannot be counted")]
    [InlineData("24", 1000, "/format", "999 events")]
    public void What_the_form_cannot_hold_is_refused_with_another_way(string rate, int segments, string pointer, string message)
    {
        Film film = OfEpisode([.. Enumerable.Range(1, segments).Select(i => Delivered(Shot(i, 1, $"req_{i}"), fps: decimal.Parse(rate, CultureInfo.InvariantCulture)))]);

        Problem problem = ((Answer<string>.Refused)EdlWriter.Write(film)).Refusal.Problems.ShouldHaveSingleItem();

        problem.Pointer.ShouldBe(pointer);
        problem.Message.ShouldContain(message);
        problem.Remedy.ShouldContain("otio");
    }

    private static string Write(Film film) => ((Answer<string>.Given)EdlWriter.Write(film)).Value;

    private static long Frames(string code, int rate)
    {
        int[] parts = [.. code.Split(':').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        return ((((parts[0] * 60L) + parts[1]) * 60) + parts[2]) * rate + parts[3];
    }
}
