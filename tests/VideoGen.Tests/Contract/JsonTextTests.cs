using System.Text;
using VideoGen.Contract;

namespace VideoGen.Tests.Contract;

/// <summary>What is no sane JSON is refused with a place, before anything looks at its meaning.</summary>
public sealed class JsonTextTests
{
    [Theory]
    [InlineData("", "The request is empty.")]
    [InlineData(" \r\n\t", "The request is empty.")]
    [InlineData("{", "This is not JSON: line 1, byte 2.")]
    [InlineData("{\n  \"a\": NaN\n}", "This is not JSON: line 2, byte 8.")]
    [InlineData("""{"a": Infinity}""", "This is not JSON: line 1, byte 7.")]
    [InlineData("""{"a": -Infinity}""", "This is not JSON: line 1, byte 8.")]
    [InlineData("""{"a": 1,}""", "This is not JSON: line 1, byte 9.")]
    [InlineData("""{"a": 1} {"b": 2}""", "This is not JSON: line 1, byte 10.")]
    [InlineData("""{"a": 1} // why""", "This is not JSON: line 1, byte 10.")]
    [InlineData("""{'a': 1}""", "This is not JSON: line 1, byte 2.")]
    public void Check_NotJson_SaysWhere(string text, string message)
    {
        Problem problem = Check(text).ShouldHaveSingleItem();
        (problem.Code, problem.Pointer, problem.Message).ShouldBe(("json_invalid", "", message));
        problem.Remedy.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("""{"a":{"b":[1,{"c":1,"c":2}]}}""", "/a/b/1/c")]
    [InlineData("""{"a/b":1,"a~c":{},"a/b":2}""", "/a~1b")]
    [InlineData("""{"a":1,"\u0061":2}""", "/a")]
    [InlineData("""[{"x":{}},{"x":1,"x":1}]""", "/1/x")]
    public void Check_MemberTwice_PointsAtIt(string text, string pointer) =>
        Check(text).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("member_repeated"), p => p.Pointer.ShouldBe(pointer));

    [Fact]
    public void Check_SameNameInDifferentObjects_IsFine() => Check("""{"a":{"a":1},"b":[{"a":1},{"a":2}]}""").ShouldBeEmpty();

    [Theory]
    [InlineData("""{"a":"\ud83d"}""", "/a")]
    [InlineData("""{"a":["x","\ude00 lone"]}""", "/a/1")]
    [InlineData("""["\ud800"]""", "/0")]
    [InlineData("""{"good":1,"\ud800":2}""", "/\uFFFD")]
    [InlineData("""{"a":{"b":1,"\udfff":{}}}""", "/a/\uFFFD")]
    public void Check_LoneSurrogate_PointsAtIt(string text, string pointer) =>
        Check(text).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("text_invalid"), p => p.Pointer.ShouldBe(pointer));

    [Fact]
    public void Check_PairOfSurrogates_IsFine() => Check("""{"a":"\ud83d\ude00"}""").ShouldBeEmpty();

    [Theory]
    [InlineData("{\"a\":\"\u00ff\"}", "/a")]
    [InlineData("{\"a\":1,\"\u00c3\u0028\":2}", "/\uFFFD")]
    public void Check_BytesThatAreNotUtf8_PointsAtThem(string latin1, string pointer) =>
        JsonText.Check(Encoding.Latin1.GetBytes(latin1)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("text_invalid"), p => p.Pointer.ShouldBe(pointer));

    [Fact]
    public void Check_Depth_64LevelsAreFineAnd65AreNot()
    {
        Check(Nested(64)).ShouldBeEmpty();
        Check(Nested(65)).ShouldHaveSingleItem().Code.ShouldBe("json_too_deep");
        Check(Nested(1_000_000)).ShouldHaveSingleItem().Code.ShouldBe("json_too_deep");
        static string Nested(int levels) => new string('[', levels) + new string(']', levels);
    }

    [Fact]
    public void Check_MoreValuesThanAnyRequestHas_IsRefusedBeforeItIsParsed() =>
        Check($"[{string.Join(',', Enumerable.Repeat('1', JsonLimits.MaxValues))}]").ShouldHaveSingleItem().Code.ShouldBe("request_too_large");

    [Fact]
    public void Check_ThousandsOfRepeats_AreCutWithAClosingLine()
    {
        var problems = Check($"{{{string.Join(',', Enumerable.Repeat("\"a\":1", 5_000))}}}");
        problems.Length.ShouldBe(1_001);
        problems[^1].Code.ShouldBe("more_problems");
    }

    [Fact]
    public void WithoutByteOrderMark_DropsOnlyAMark()
    {
        JsonText.WithoutByteOrderMark(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{' }).ToArray().ShouldBe("{"u8.ToArray());
        JsonText.WithoutByteOrderMark("{}"u8.ToArray()).Length.ShouldBe(2);
    }

    private static System.Collections.Immutable.ImmutableArray<Problem> Check(string text) => JsonText.Check(Encoding.UTF8.GetBytes(text));
}
