using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Tests.Contract;

public sealed class BrokenCharactersTests
{
    [Theory]
    [InlineData("""{"a":"\ud83d"}""", "\uFFFD")]
    [InlineData("""{"a":"x\uD83Dy"}""", "x\uFFFDy")]
    [InlineData("""{"a":"\udc00\ud83d\ude00"}""", "\uFFFD\U0001F600")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", "\uFFFD\U0001F600")]
    [InlineData("""{"a":"\ud83d\n"}""", "\uFFFD\n")]
    public void Half_of_a_pair_becomes_the_replacement_character(string json, string text) =>
        ((string)JsonNode.Parse(BrokenCharacters.Repair(json))!["a"]!).ShouldBe(text);

    [Theory]
    [InlineData("""{"a":"\\ud83d"}""")]
    [InlineData("""{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"a":"\ud8"}""")]
    [InlineData("""\""")]
    [InlineData("")]
    public void Anything_else_is_the_very_same_text(string json) => BrokenCharacters.Repair(json).ShouldBeSameAs(json);
}
