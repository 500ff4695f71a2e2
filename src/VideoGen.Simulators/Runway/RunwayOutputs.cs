using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Storage;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Hosts;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.Runway;

/// <summary>Clips at addresses that are signed, that expire, and that no key may be sent to. Thread-safe.</summary>
internal sealed class RunwayOutputs(SimulatedVendor vendor)
{
    public const string Folder = "/output/";

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>A fresh address of a clip.</summary>
    /// <param name="job">The task.</param>
    /// <param name="clip">Its clip.</param>
    /// <param name="isExpired">Whether it is to be too old already.</param>
    public string AddressOf(VendorJob job, MediaFile clip, bool isExpired)
    {
        long until = (vendor.Timeline.Now + (isExpired ? TimeSpan.FromSeconds(-1) : vendor.Options.OutputLifetime)).ToUnixTimeSeconds();
        return $"{job.Origin}{Folder}{clip.Id}/{clip.Name}?_jwt={until.ToString(CultureInfo.InvariantCulture)}.{Seal(clip.Id, until)}";
    }

    public async Task AnswerAsync(HttpContext context, string path)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            vendor.Truth.Add(TruthKind.KeyLeaked, null, path);
        }

        MediaFile? file = path[Folder.Length..].Split('/') is [var id, ..] ? vendor.Media.Find(id) : null;
        vendor.Truth.Add(TruthKind.MediaRead, file?.RequestId, path);
        bool isSigned = file is not null && context.Request.Query["_jwt"].ToString().Split('.') is [var seconds, var seal]
            && long.TryParse(seconds, CultureInfo.InvariantCulture, out long until) && seal == Seal(file.Id, until) && until > vendor.Timeline.Now.ToUnixTimeSeconds();
        if (file is null || !isSigned)
        {
            await RunwayBodies.Error(file is null ? 404 : 403, file is null ? "Not found" : "AccessDenied").WriteAsync(context);
            return;
        }

        bool isElsewhere = context.Request.Host.Host == "localhost";
        string elsewhere = new UriBuilder($"{context.Request.Scheme}://{context.Request.Host}{path}{context.Request.QueryString}") { Host = "localhost" }.Uri.AbsoluteUri;
        await vendor.Files.ServeAsync(context, file, isElsewhere ? null : elsewhere);
    }

    private string Seal(string id, long until) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes($"{id}.{until.ToString(CultureInfo.InvariantCulture)}")))[..32];
}
