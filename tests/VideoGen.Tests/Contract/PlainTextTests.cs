using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Tests.Contract;

public sealed class PlainTextTests
{
    /// <summary>Code points that move, turn around, or stand there unseen.</summary>
    public static TheoryData<int> Invisible =>
    [
        0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x180F, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060,
        0x2061, 0x2062, 0x2063, 0x2064, 0x2065, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F, 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0xFFFB,
        0x1BCA0, 0x1D173, 0x1D17A, 0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xE01EF,
    ];

    [Theory]
    [MemberData(nameof(Invisible))]
    public void What_nobody_sees_disappears(int codePoint)
    {
        PlainText.Line($"a{char.ConvertFromUtf32(codePoint)}b").ShouldBe("ab");
        PlainText.Lines($"a\n{char.ConvertFromUtf32(codePoint)}b").ShouldBe("a\nb");
    }

    [Theory]
    [InlineData("a\u001b[2Jb", "a [2Jb")]
    [InlineData("a\u0007b\u009bc", "a b c")]
    [InlineData("a\r\nb\u2028c\u2029d\u0085e", "a  b c d e")]
    public void What_moves_the_cursor_becomes_a_space(string text, string plain) => PlainText.Line(text).ShouldBe(plain);

    [Fact]
    public void Half_of_a_character_becomes_the_sign_for_one_that_cannot_be_shown() => PlainText.Line("half \ud83d of a pair").ShouldBe("half \uFFFD of a pair");

    [Theory]
    [InlineData("Nachtzug nach Lissabon – 100 %")]
    [InlineData("夜行列車 ночной поезд 🚆 قطار الليل")]
    [InlineData("\u0600\u0661\u0662")] // an Arabic number sign is drawn
    public void Words_of_every_script_stay(string text) => PlainText.Line(text).ShouldBe(text);

    [Theory]
    [MemberData(nameof(Invisible))]
    public void JSON_keeps_its_values(int codePoint)
    {
        string value = $"a{char.ConvertFromUtf32(codePoint)}\u009bb";
        string plain = PlainText.Json($"{{\n  \"prompt\": \"{value}\"\n}}");

        plain.ShouldNotContain(char.ConvertFromUtf32(codePoint));
        plain.ShouldContain("\n  \"prompt\"");
        ((string)JsonNode.Parse(plain)!["prompt"]!).ShouldBe(value);
    }
}
