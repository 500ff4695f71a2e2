namespace VideoGen.FalSimulation.Models;

/// <summary>Billable units of a clip and what they cost, in USD.</summary>
internal sealed record Bill(decimal Units, decimal Usd)
{
    public static Bill Nothing { get; } = new(0, 0);

    public static Bill For(SimulatedModel model, ClipShape shape)
    {
        ModelPrice price = model.Price.ByResolution.GetValueOrDefault(shape.Resolution, model.Price);
        decimal units = price.Unit switch
        {
            "video" => 1,
            "million_tokens" => (decimal)shape.Width * shape.Height * shape.Frames / 1024 / 1_000_000,
            _ when price.CountedFps > 0 => (decimal)shape.MadeFrames / price.CountedFps,
            _ => (decimal)shape.Seconds,
        };
        if (price.OverFrames > 0 && shape.MadeFrames > price.OverFrames)
        {
            units *= price.OverFactor;
        }

        decimal each = shape.Audio && price.UsdAudio > 0 ? price.UsdAudio : price.Usd;
        units = Math.Round(units, 6);
        return new Bill(units, Math.Round(price.BaseUsd + (units * each), 6));
    }
}
