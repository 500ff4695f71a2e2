using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Tests.Contract;

/// <summary>Every keyword the schemas use.</summary>
public sealed class JsonSchemaCheckTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0", null)]
    [InlineData("""{"type":"integer"}""", "1e30", null)]
    [InlineData("""{"type":"integer"}""", "1.5", "wrong_type")]
    [InlineData("""{"type":"integer"}""", "1e999", "wrong_type")]
    [InlineData("""{"type":"number"}""", "\"1\"", "wrong_type")]
    [InlineData("""{"type":"boolean"}""", "1", "wrong_type")]
    [InlineData("""{"type":"string"}""", "true", "wrong_type")]
    [InlineData("""{"type":"array"}""", "{}", "wrong_type")]
    [InlineData("""{"type":"object"}""", "[]", "wrong_type")]
    [InlineData("""{"type":["string","null"]}""", "null", null)]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "5", "wrong_type")]
    [InlineData("""{}""", "5", null)]
    [InlineData("""{"type":"number","minimum":1}""", "1", null)]
    [InlineData("""{"type":"number","minimum":1}""", "0.999", "out_of_range")]
    [InlineData("""{"type":"number","maximum":1}""", "1.001", "out_of_range")]
    [InlineData("""{"type":"number","exclusiveMinimum":1}""", "1", "out_of_range")]
    [InlineData("""{"type":"number","exclusiveMaximum":1}""", "1", "out_of_range")]
    [InlineData("""{"type":"number"}""", "-1e999", "out_of_range")]
    [InlineData("""{"type":"string","minLength":2}""", "\"a\"", "wrong_length")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"ab\"", "wrong_length")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"\\ud83d\\ude00\"", null)]
    [InlineData("""{"type":"string","minLength":2}""", "\"\\ud83d\\ude00\"", "wrong_length")]
    [InlineData("""{"type":"string","pattern":"^a$"}""", "\"a\"", null)]
    [InlineData("""{"type":"string","pattern":"^a$"}""", "\"a\\n\"", "wrong_form")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"b\"", null)]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", "not_allowed")]
    public void Run_Value_KeepsOrBreaksTheRule(string schema, string value, string? code)
    {
        using JsonDocument document = JsonDocument.Parse(value);
        var (problems, _) = JsonSchemaCheck.Run((JsonObject)JsonNode.Parse(schema)!, document.RootElement);
        problems.Select(p => p.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Theory]
    [InlineData("""{}""", "member_missing /a")]
    [InlineData("""{"a":null}""", "member_missing /a")]
    [InlineData("""{"a":[1,"x"]}""", "wrong_type /a/1")]
    [InlineData("""{"a":[],"b/c":1}""", "member_unknown /b~1c")]
    [InlineData("""{"a":[],"n":null}""", "")]
    public void Run_Object_KeepsOrBreaksTheRule(string value, string expected)
    {
        var schema = (JsonObject)JsonNode.Parse("""
            { "type": "object", "required": ["a"], "additionalProperties": false,
              "properties": { "a": { "type": "array", "items": { "type": "integer" } }, "n": { "type": "string" } } }
            """)!;
        using JsonDocument document = JsonDocument.Parse(value);
        var (problems, unknown) = JsonSchemaCheck.Run(schema, document.RootElement);
        string.Join(' ', problems.Select(p => $"{p.Code} {p.Pointer}")).ShouldBe(expected);
        unknown.ShouldBeEmpty();
    }
}
