using System.Globalization;

namespace VideoGen.FalSimulation.Models;

/// <summary>Billable units of a clip, as <c>X-Fal-Billable-Units</c> counts them, and what they cost, in USD.</summary>
internal sealed record Bill(decimal Units, decimal Usd)
{
    public static Bill Nothing { get; } = new(0, 0);

    public static Bill For(SimulatedModel model, ClipShape shape)
    {
        ModelPrice price = model.Price.ByResolution.GetValueOrDefault(shape.Resolution, model.Price);
        decimal count = price.Unit switch
        {
            "video" => price.LengthFactors.GetValueOrDefault(shape.Seconds.ToString(CultureInfo.InvariantCulture), 1),
            "million_tokens" => (decimal)shape.Width * shape.Height * shape.Frames / 1024 / 1_000_000,
            "thousand_tokens" => (decimal)shape.Width * shape.Height * (shape.Frames + 1) / 1024 / 1000,
            _ when price.CountedFps > 0 => (decimal)shape.MadeFrames / price.CountedFps,
            _ => (decimal)shape.Seconds,
        };
        if (price.OverFrames > 0 && shape.MadeFrames > price.OverFrames)
        {
            count *= price.OverFactor;
        }

        decimal each = shape.Audio && price.UsdAudio > 0 ? price.UsdAudio : price.Usd;
        decimal usd = price.BaseUsd + (count * each);
        return new Bill(Math.Round(model.Price.UnitUsd > 0 ? usd / model.Price.UnitUsd : count, 6), Math.Round(usd, 6));
    }
}
