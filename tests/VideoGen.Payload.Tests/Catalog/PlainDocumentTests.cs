using System.Text.Json.Nodes;
using VideoGen.Payload.Catalog;

namespace VideoGen.Payload.Tests.Catalog;

/// <summary>What Payload adds to a document is taken off, and nothing that a person wrote.</summary>
public sealed class PlainDocumentTests
{
    [Fact]
    public void Nulls_empty_groups_and_row_ids_go_and_free_JSON_stays()
    {
        const string document = """
            {
              "name": "n", "empty": "", "nothing": null, "extra": 1,
              "rows": [{ "id": "65a", "steps": [], "price": { "per_second": 0, "per_clip": null }, "motion": { "field": null }, "inputs": { "id": "keep", "seed": null, "list": [] } }]
            }
            """;
        JsonObject plain = PlainDocument.Of(new PayloadDocument(new PayloadId("12", IsNumber: true), JsonNode.Parse(document)!.AsObject()), ["name", "empty", "nothing", "rows"]);

        plain.ToJsonString().ShouldBe("""{"name":"n","rows":[{"price":{"per_second":0},"inputs":{"id":"keep","seed":null,"list":[]}}],"id":"12"}""");
    }
}
