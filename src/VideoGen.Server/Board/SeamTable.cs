using System.Globalization;
using VideoGen.Contract;

namespace VideoGen.Server.Board;

/// <summary>How the segments of a request go over into each other.</summary>
internal static class SeamTable
{
    /// <summary>The table; nothing where nothing was measured.</summary>
    public static Html Of(RequestView view) => Html.Of($"<section data-part=\"seams\" data-revision=\"{view.Answer.Seams?.Length ?? 0}\">{Table(view)}</section>");

    private static Html Table(RequestView view) => view.Answer.Seams is not { IsEmpty: false } seams ? Html.Nothing : Html.Of(
        $"""
        <h2>Seams</h2>
        <table><thead><tr><th scope="col">Seam</th><th scope="col">SSIM</th><th scope="col">PSNR</th><th scope="col">Frame before to its still</th><th scope="col">Frame after to its still</th><th scope="col">Remark</th></tr></thead><tbody>
        {Html.Join(seams.Select(Row))}
        </tbody></table>
        """);

    private static Html Row(Seam seam) => Html.Of(
        $"<tr><th scope=\"row\"><a href=\"#{seam.To}\">{seam.From} to {seam.To}</a></th><td>{seam.Ssim.ToString("0.000", CultureInfo.InvariantCulture)}</td><td>{Db(seam.PsnrDb)}</td><td>{Db(seam.FromStillDb)}</td><td>{Db(seam.ToStillDb)}</td><td>{seam.Warning ?? ""}</td></tr>");

    private static string Db(decimal? number) => number is { } db ? $"{db.ToString("0.0", CultureInfo.InvariantCulture)} dB" : "";
}
