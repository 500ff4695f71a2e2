using System.Text;
using VideoGen.Contract;

namespace VideoGen.Tests.Contract;

public sealed class JsonLimitsTests
{
    [Fact]
    public void As_many_values_as_allowed_pass_and_one_more_does_not()
    {
        Check($"[{string.Join(',', Enumerable.Repeat('1', JsonLimits.MaxValues - 1))}]").ShouldBeNull();
        Check($"[{string.Join(',', Enumerable.Repeat('1', JsonLimits.MaxValues))}]")!.Code.ShouldBe("request_too_large");
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":[2,3]}", 6)] // the object, two names, a figure, the list, two figures: seven
    [InlineData("[[],{},[{}]]", 4)]
    [InlineData("\uFEFF[1,2]", 2)]
    [InlineData("[1,2,3 and then no JSON", 3)]
    public void Names_values_lists_and_objects_count(string json, int max) =>
        JsonLimits.Check(Encoding.UTF8.GetBytes(json), max)!.Code.ShouldBe("request_too_large");

    [Fact]
    public void Sixty_four_levels_pass_and_one_more_does_not()
    {
        Check(Nested(64)).ShouldBeNull();
        Check(Nested(65))!.Code.ShouldBe("json_too_deep");
        Check(new string('[', 1_000_000))!.Code.ShouldBe("json_too_deep"); // before it turns out to be no JSON
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("no JSON")]
    [InlineData("[1,]")]
    public void What_is_no_JSON_is_left_to_its_reader(string text) => Check(text).ShouldBeNull();

    [Fact]
    public void Nothing_is_built_up_in_memory()
    {
        byte[] text = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{\"a\":[1,\"\\u0041\",{}]}", 60_000))}]");
        JsonLimits.Check(text);
        long before = GC.GetAllocatedBytesForCurrentThread();

        JsonLimits.Check(text).ShouldBeNull();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);
    }

    private static Problem? Check(string json) => JsonLimits.Check(Encoding.UTF8.GetBytes(json));

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);
}
