using System.Text.Json.Nodes;
using VideoGen.Operations.Tests.Rig;

namespace VideoGen.Operations.Tests.Grafana;

/// <summary>The dashboard has what Grafana wants and what a reader needs.</summary>
public sealed class DashboardTests
{
    public static TheoryData<string> Titles => [.. Dashboard.Panels.Select(p => p["title"]!.GetValue<string>())];

    [Fact]
    public void It_can_be_imported_and_provisioned_as_it_is()
    {
        Dashboard.Root["id"].ShouldBeNull();
        Dashboard.Root["uid"]!.GetValue<string>().ShouldBe("videogen");
        Dashboard.Root["schemaVersion"]!.GetValue<int>().ShouldBe(39);
        Dashboard.Root["timezone"]!.GetValue<string>().ShouldBe("browser");
        Dashboard.Root["__inputs"].ShouldBeNull();
        JsonNode datasource = Dashboard.Variables[0];
        Dashboard.Type(datasource).ShouldBe("datasource");
        datasource["query"]!.GetValue<string>().ShouldBe("prometheus");
        Dashboard.Variables.Select(v => v["name"]!.GetValue<string>()).ShouldBe(["datasource", "provider", "model"]);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_panel_explains_itself_has_a_unit_and_asks_the_chosen_Prometheus(string title)
    {
        JsonNode panel = Dashboard.Panels.Single(p => p["title"]!.GetValue<string>() == title);
        panel["description"]!.GetValue<string>().Length.ShouldBeGreaterThan(20);
        panel["fieldConfig"]!["defaults"]!["unit"]!.GetValue<string>().ShouldNotBeEmpty();
        panel["targets"]!.AsArray().Count.ShouldBeGreaterThan(0);
        foreach (JsonNode? asked in panel["targets"]!.AsArray().Append(panel))
        {
            asked!["datasource"]!.ToJsonString().ShouldBe("""{"type":"prometheus","uid":"${datasource}"}""");
        }
    }

    [Fact]
    public void Panels_have_ids_and_places_of_their_own()
    {
        JsonNode[] all = [.. Dashboard.Root["panels"]!.AsArray()!];
        all.Select(p => p["id"]!.GetValue<int>()).ShouldBeUnique();
        var taken = new HashSet<(int X, int Y)>();
        foreach (JsonNode place in all.Select(p => p["gridPos"]!))
        {
            (int x, int y, int w, int h) = (place["x"]!.GetValue<int>(), place["y"]!.GetValue<int>(), place["w"]!.GetValue<int>(), place["h"]!.GetValue<int>());
            (x + w).ShouldBeLessThanOrEqualTo(24);
            foreach ((int X, int Y) cell in from dx in Enumerable.Range(x, w) from dy in Enumerable.Range(y, h) select (dx, dy))
            {
                taken.Add(cell).ShouldBeTrue($"Two panels lie at {cell}.");
            }
        }
    }

    [Fact]
    public void The_first_field_says_whether_all_is_well_and_tells_that_from_rules_that_are_not_loaded()
    {
        JsonNode first = Dashboard.Panels[0];
        first["targets"]![0]!["expr"]!.GetValue<string>().ShouldBe("videogen:alerts_firing:count");
        first["fieldConfig"]!["defaults"]!["noValue"]!.GetValue<string>().ShouldBe("The rules are not loaded");
        first["fieldConfig"]!["defaults"]!["mappings"]![0]!["options"]!["0"]!["text"]!.GetValue<string>().ShouldBe("All is well");
    }
}
