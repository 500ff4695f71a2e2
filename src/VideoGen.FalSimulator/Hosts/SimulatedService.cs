using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Access;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Clips;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Pictures;
using VideoGen.FalSimulation.Platform;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Runs;
using VideoGen.FalSimulation.Storage;
using VideoGen.FalSimulation.Sync;
using VideoGen.FalSimulation.Time;
using VideoGen.FalSimulation.Truth;
using VideoGen.FalSimulation.Webhooks;

namespace VideoGen.FalSimulation.Hosts;

/// <summary>All parts of the simulator, put together.</summary>
internal sealed class SimulatedService : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly HttpClient _http;
    private readonly ClipCache _clips;
    private readonly string? _temporary;
    private readonly QueueRoutes _queueRoutes;
    private readonly SyncRoutes _syncRoutes;
    private readonly UploadRoutes _uploadRoutes;
    private readonly MediaRoutes _mediaRoutes;
    private readonly PlatformRoutes _platformRoutes;
    private readonly SimRoutes _simRoutes;

    public SimulatedService(FalSimulatorOptions options)
    {
        // What can be wrong with the options is read before anything is created.
        Choice = new BehaviourChoice(options.Script);
        Keys = new WebhookKeys(options.WebhookKeySeed, options.PadKeySet);
        string folder = options.WorkFolder ?? (_temporary = Directory.CreateTempSubdirectory("fal-simulator-").FullName);
        Directory.CreateDirectory(folder);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, MaxConnectionsPerServer = options.WebhookConnections }) { Timeout = Timeout.InfiniteTimeSpan };
        _clips = new ClipCache(options.Renderer ?? new FfmpegClipRenderer(), options.ClipFolder ?? Path.Combine(folder, "clips"), options.PreparedClips);
        var media = new MediaStore(folder);
        Jobs = new JobStore(options.KeptJobs, job => Forget(job, media));
        Truth = new TruthLog(options.Time, options.KeptEvents, Jobs);
        Timeline = new Timeline(options.Time, defect => Truth.Add(TruthKind.Defect, null, defect.ToString()));
        var ids = new IdSource(options.IdSeed);
        var access = new AccessCheck(options);
        var check = new InputCheck(options);
        var work = new ModelWork(options, check, new PictureReader(_http, options.Time, folder), _clips, media);
        Runner = new JobRunner(options, Timeline, ids, work, Jobs, _closing.Token)
        {
            Truth = Truth,
            Webhooks = new WebhookSender(options, Timeline, Keys, _http, ids, Truth, _closing.Token),
        };
        var queue = new JobQueue(options, Timeline, Runner.Start);
        Runner.Queue = queue;
        var intake = new Intake(options, access, Choice, check, ids, Jobs, queue, Truth);
        var submit = new SubmitRoute(options, intake, queue, Runner, Timeline, Truth);
        _queueRoutes = new QueueRoutes(options, access, Jobs, submit, new StatusRoute(options, queue, Truth), new CancelRoute(options, Runner, Truth), Truth);
        _syncRoutes = new SyncRoutes(options, intake, queue, Runner, submit, Truth);
        _uploadRoutes = new UploadRoutes(options, access, media, Truth);
        _mediaRoutes = new MediaRoutes(options, media, _uploadRoutes, Truth);
        _platformRoutes = new PlatformRoutes(access, new RequestHistory(Jobs, Truth), Jobs, ids);
        _simRoutes = new SimRoutes(Choice, Truth, Runner);
    }

    public Timeline Timeline { get; }

    public TruthLog Truth { get; }

    public JobStore Jobs { get; }

    public BehaviourChoice Choice { get; }

    public JobRunner Runner { get; }

    public WebhookKeys Keys { get; }

    /// <summary>The first part of the path says which host of fal is meant.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/proxy" && !ProxyTarget.Redirect(context.Request))
        {
            return Answer.Detail(400, "x-fal-target-url does not name a host of fal").WriteAsync(context);
        }

        string path = context.Request.Path.Value ?? "/";
        int slash = path.IndexOf('/', 1);
        return AnswerAsync(context, slash < 0 ? path[1..] : path[1..slash], slash < 0 ? "" : path[slash..]);
    }

    private Task AnswerAsync(HttpContext context, string host, string path) => host switch
    {
        "queue" => _queueRoutes.AnswerAsync(context, path),
        "sync" => _syncRoutes.AnswerAsync(context, path),
        "rest" when path == "/.well-known/jwks.json" => KeySetAsync(context),
        "rest" => _uploadRoutes.AnswerRestAsync(context, path),
        "media" => _mediaRoutes.AnswerAsync(context, path),
        "platform" => _platformRoutes.AnswerAsync(context, path),
        "_sim" => _simRoutes.AnswerAsync(context, path),
        _ => Answer.Detail(404, "Not Found").WriteAsync(context),
    };

    /// <summary>Ends all waiting, so that the host can stop.</summary>
    public async Task CloseAsync()
    {
        Timeline.Dispose();
        await _closing.CancelAsync();
        await Timeline.SettleAsync();
    }

    public void Dispose()
    {
        _closing.Cancel();
        Timeline.Dispose();
        _clips.Dispose();
        _http.Dispose();
        _closing.Dispose();
        if (_temporary is not null)
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private static void Forget(Job job, MediaStore media)
    {
        if (job.Outcome?.MediaId is { } id)
        {
            media.Remove(id);
        }
    }

    private Task KeySetAsync(HttpContext context)
    {
        Truth.Add(TruthKind.KeySetRead, null, "");
        return Answer.Of(200, Keys.KeySet()).WriteAsync(context);
    }
}
