using VideoGen.FalSimulation.Clips;
using VideoGen.FalSimulation.Storage;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Truth;

namespace VideoGen.Simulators.Jobs;

/// <summary>What is done with one job: look at its pictures, render, say how it ended. Thread-safe.</summary>
/// <param name="pictures">Reads what an order names.</param>
/// <param name="clips">Renders.</param>
/// <param name="media">Keeps what was rendered.</param>
/// <param name="truth">Where a fault of the simulator itself is written.</param>
/// <param name="played">The end that a behaviour gives a job; <see langword="null"/> where it gives none.</param>
internal sealed class VendorWork(VendorPictures pictures, ClipCache clips, MediaStore media, VendorTruth truth, Func<VendorJob, VendorEnd?> played)
{
    /// <summary>Code of a picture that cannot be used.</summary>
    public const string BadPicture = "ASSET.INVALID";

    public async Task<VendorEnd> DoAsync(VendorJob job, CancellationToken cancellationToken)
    {
        if (played(job) is { } end)
        {
            return end;
        }

        try
        {
            (IReadOnlyList<(string Path, string Hash)> read, string? problem) = await pictures.ReadAsync(job.Order.Pictures, cancellationToken);
            if (problem is not null)
            {
                return new VendorEnd(VendorPhase.Failed, 0) { Error = problem, Code = BadPicture };
            }

            string path = await clips.GetAsync(read, job.Order.Prompt, job.Order.Shape, cancellationToken);
            MediaFile file = media.Add(new MediaFile(MediaStore.NewId(), "clip.mp4", job.Behaviours.Text("clip-type", "video/mp4"), path) { Behaviours = job.Behaviours, RequestId = job.Id });
            return new VendorEnd(VendorPhase.Succeeded, job.Order.Usd) { Clip = file };
        }
        catch (ClipRenderException unreadable)
        {
            return new VendorEnd(VendorPhase.Failed, 0) { Error = "The picture cannot be read. " + unreadable.Message, Code = BadPicture };
        }
        catch (Exception defect) when (defect is not (OutOfMemoryException or OperationCanceledException))
        {
            truth.Add(TruthKind.Defect, job.Id, defect.ToString());
            return new VendorEnd(VendorPhase.Failed, 0) { Error = "An unexpected error occurred.", Code = "INTERNAL" };
        }
    }
}
