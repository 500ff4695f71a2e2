using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Delivery;
using VideoGen.Payload;
using VideoGen.Payload.Hosting;
using VideoGen.Payload.Media;
using VideoGen.Records;

namespace VideoGen.Host.Doctor;

/// <summary>Whether the media collection takes clips: stores a small one with every field that clips get, fetches it, and removes it.</summary>
/// <param name="payload">The CMS.</param>
/// <param name="workFolder">Folder of this machine for the clip; absolute path.</param>
internal sealed class PayloadTrialDiagnostic(PayloadConnection payload, string workFolder)
{
    private const string Subject = "payload trial";

    public async Task<ImmutableArray<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        string id = $"try-{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
        string file = Path.Combine(workFolder, $"{id}.mp4");
        try
        {
            NewClip clip = TrialClip.Write(id, file);
            StoredClip stored = await payload.Media.StoreAsync(clip, cancellationToken);
            var document = new PayloadId(stored.DocumentId!, IsNumber: false);
            Finding kept = await LookAsync(stored, document, clip, cancellationToken);
            return [kept, .. await RemoveAsync(document, cancellationToken)];
        }
        catch (ClipRefusedException e)
        {
            return [new Finding(Subject, FindingState.Broken, $"A small clip is refused: {e.Message}", e.Remedy)];
        }
        catch (Exception e) when (e is IOException or PayloadException or UnauthorizedAccessException)
        {
            return [new Finding(Subject, FindingState.Broken, $"A small clip could not be stored: {e.Message}", "Repair what the message names, then try again.")];
        }
        finally
        {
            ClipFetcher.Discard(file);
        }
    }

    private async Task<Finding> LookAsync(StoredClip stored, PayloadId document, NewClip clip, CancellationToken cancellationToken)
    {
        string back = $"{clip.File}.back";
        try
        {
            if ((await payload.StoredClips.FetchAsync(stored.Address, back, cancellationToken)).Sha256 != clip.Sha256)
            {
                return new Finding(Subject, FindingState.Broken, $"{stored.Address} hands out other bytes than were stored.", "Let no hook of the collection change the files of clips.");
            }
        }
        catch (IOException e)
        {
            return new Finding(Subject, FindingState.Broken, $"A small clip was stored, but {stored.Address} does not hand it out: {e.Message}", "Correct payload.public_url, or what serves the files of the collection.");
        }
        finally
        {
            ClipFetcher.Discard(back);
        }

        var query = new PayloadQuery { Where = [new PayloadCondition("id", document.Text)], Limit = 1 };
        JsonObject? fields = (await payload.Client.FindAsync(RecordCollections.Media, query, cancellationToken)).FirstOrDefault()?.Fields;
        return (string?)fields?["_status"] == "draft"
            ? new Finding(Subject, FindingState.Broken, "A small clip was stored as a draft, although it was sent as published.", "Let the service account publish in the collection.")
            : new Finding(Subject, FindingState.Good, $"a small clip was stored at {stored.Address} and fetched again.");
    }

    private async Task<ImmutableArray<Finding>> RemoveAsync(PayloadId document, CancellationToken cancellationToken)
    {
        try
        {
            await payload.Client.DeleteAsync(RecordCollections.Media, document, cancellationToken);
            return [];
        }
        catch (PayloadException e)
        {
            return [new Finding(Subject, FindingState.Warning, $"The small clip is still there: {e.Message}", $"Delete document {document} of the media collection, or let the service account delete clips of the project {TrialClip.Project}.")];
        }
    }
}
