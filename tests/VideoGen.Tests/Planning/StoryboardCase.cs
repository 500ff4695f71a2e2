using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using VideoGen.Catalog;
using VideoGen.Testing;

namespace VideoGen.Tests.Planning;

/// <summary>A generated request and the provider it is planned for.</summary>
internal sealed record StoryboardCase(JsonObject Request, ProviderConfig Provider)
{
    private static readonly ProviderConfig[] Providers =
    [
        Presets.Shipped(), Presets.Shipped("animatic"), Presets.Selling(Presets.Seconds(5, 10)), Presets.Selling(Presets.Seconds(1, 2, 3, 4, 5)),
        Presets.Selling(Presets.Seconds(8)), Presets.Selling(Presets.Seconds(1)), Presets.Selling(Presets.Frames(17, 121, 8, 24)),
    ];

    public static Arbitrary<StoryboardCase> Any(int mostFrames) => Gen.Choose(1, mostFrames).SelectMany(Of).ToArbitrary();

    public override string ToString() => $"{Provider.Id}/{Provider.DefaultPairModel}: {Request.ToJsonString()}";

    private static Gen<StoryboardCase> Of(int frames) =>
        from places in Gen.Choose(0, 400).ArrayOf(frames)
        from seconds in Gen.Elements<decimal?>(null, null, 0.3m, 1m, 1.5m, 2.25m, 4m, 9.5m, 12m).ArrayOf(frames)
        from still in Gen.Elements(true, true, true, true, false).ArrayOf(frames)
        from provider in Gen.Elements(Providers)
        from longest in Gen.Elements<decimal?>(null, null, 2m, 5m, 6.5m, 9m, 12m)
        from grouping in Gen.Elements("fixed", "adaptive", "single")
        from words in Gen.Elements(true, false)
        select new StoryboardCase(Compose(places, seconds, still, longest, grouping, words), provider);

    private static JsonObject Compose(int[] places, decimal?[] seconds, bool[] still, decimal? longest, string grouping, bool words)
    {
        var stills = new JsonArray();
        var entries = new JsonArray();
        foreach ((int i, int place) in places.Distinct().Index())
        {
            (int scene, int shot) = (place % 4, place / 4);
            entries.Add(RequestJson.Entry(scene, shot, seconds[i]));
            if (still[i] || i == 0)
            {
                stills.Add(RequestJson.Still(scene, shot));
            }
        }

        var settings = new JsonObject { ["allow_text_to_video"] = words, ["grouping"] = grouping };
        if (longest is { } limit)
        {
            settings["max_runtime_seconds"] = limit;
        }

        return new JsonObject { ["generated_frames"] = stills, ["storyboard_frames"] = entries, ["video_settings"] = settings };
    }
}
