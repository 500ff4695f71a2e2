using System.Globalization;

namespace VideoGen.Fal.Bench;

/// <summary>Figures of many rounds, shown as median (least – most).</summary>
internal sealed class Series
{
    private readonly List<double> _values = [];

    public double Median => _values.Order().ElementAt(_values.Count / 2);

    public void Add(double value) => _values.Add(value);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Shown(Median)} ({Shown(_values.Min())} – {Shown(_values.Max())})");

    private static string Shown(double value) => value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
