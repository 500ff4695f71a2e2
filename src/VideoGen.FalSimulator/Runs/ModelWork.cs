using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Clips;
using VideoGen.FalSimulation.Errors;
using VideoGen.FalSimulation.Models;
using VideoGen.FalSimulation.Pictures;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Storage;

namespace VideoGen.FalSimulation.Runs;

/// <summary>What a runner does with one job: check, fetch the pictures, render, answer. Thread-safe.</summary>
internal sealed class ModelWork(FalSimulatorOptions options, InputCheck check, PictureReader pictures, ClipCache clips, MediaStore media)
{
    public async Task<Outcome> DoAsync(Job job, CancellationToken cancellationToken)
    {
        BehaviourSet behaviours = job.Behaviours;
        if (behaviours.Has("request-error"))
        {
            return Failed(RequestErrorOf(behaviours.Text("request-error", "startup_timeout")));
        }

        JsonNode? body = job.ReadInput();
        IReadOnlyList<ModelError> errors = check.Errors(job.Model, body);
        if (errors.Count > 0)
        {
            return Refused(ModelError.AnswerWith(errors), Bill.Nothing);
        }

        var input = (JsonObject)body!;
        (IReadOnlyList<InputPicture> read, ModelError? refusal) = options.CheckPictures
            ? await pictures.ReadAsync(job.Model, input, cancellationToken)
            : ([], null);
        double? ratio = read is [var first, ..] ? (double)first.Header.Width / first.Header.Height : null;
        ClipShape shape = ClipShape.Of(job.Model, input, ratio);
        if (refusal is not null)
        {
            return Refused(ModelError.AnswerWith([refusal]), Bill.For(job.Model, shape));
        }

        if (Played(behaviours, job.Model, shape) is { } played)
        {
            return played;
        }

        try
        {
            string path = await clips.GetAsync(
                [.. read.Select(static picture => (picture.Path, picture.Hash))], input["prompt"]?.ToString() ?? "", shape, cancellationToken);
            return Succeeded(job, input, shape, path);
        }
        catch (ClipRenderException problem)
        {
            ModelError error = read.Count > 0
                ? new ModelError("image_load_error", "Failed to load the image. " + problem.Message, ["body", "image_url"])
                : new ModelError("internal_server_error", problem.Message, ["body"]);
            return Refused(ModelError.AnswerWith([error]), Bill.Nothing);
        }
    }

    public static RequestError RequestErrorOf(string type) =>
        RequestError.Documented.GetValueOrDefault(type) ?? new RequestError(type, 500, "Request failed: " + type);

    /// <summary>An end by a request error: named by the status, replayed by the result, never billed.</summary>
    public static Outcome Failed(RequestError error) => new(error.ToAnswer()) { Error = error.Message, ErrorType = error.Type };

    private Outcome? Played(BehaviourSet behaviours, SimulatedModel model, ClipShape shape)
    {
        if (behaviours.Has("fail"))
        {
            var error = ModelError.Documented(behaviours.Text("fail", "content_policy_violation"));
            Outcome failed = Refused(ModelError.AnswerWith([error]), Bill.For(model, shape));
            return behaviours.Has("fail-named")
                ? failed with { Error = $"Invalid status code: {failed.Answer.Status}", ErrorType = error.Type }
                : failed;
        }

        return behaviours.Has("fail-string")
            ? Refused(Answer.Detail(422, "The request could not be processed."), Bill.For(model, shape))
            : null;
    }

    private Outcome Refused(Answer answer, Bill bill)
    {
        Bill charged = options.BillRefusedInput && answer.Status is >= 400 and < 500 ? bill : Bill.Nothing;
        return new Outcome(answer.With("X-Fal-Billable-Units", Units(charged))) { Bill = charged };
    }

    private Outcome Succeeded(Job job, JsonObject input, ClipShape shape, string path)
    {
        BehaviourSet behaviours = job.Behaviours;
        var bill = Bill.For(job.Model, shape);
        if (behaviours.Has("result-html"))
        {
            return new Outcome(Answer.Html(200)) { Bill = bill };
        }

        var file = new MediaFile(MediaStore.NewId(), "output.mp4", behaviours.Text("clip-type", "video/mp4"), path)
        {
            Behaviours = behaviours,
            RequestId = job.RequestId,
        };
        bool inline = input["sync_mode"] is JsonValue mode && mode.GetValueKind() == System.Text.Json.JsonValueKind.True;
        string url = behaviours.Has("result-foreign-video") ? "http://169.254.169.254/latest/meta-data/output.mp4"
            : inline ? "data:video/mp4;base64," + Convert.ToBase64String(File.ReadAllBytes(path))
            : $"{job.Origin}/media/files/b/{file.Id}/{file.Name}";
        if (inline)
        {
            job.KeepsPayload = false;
        }
        else
        {
            media.Add(file);
        }

        JsonObject output = OutputBody.Of(job, input, shape, file, url);
        return new Outcome(Answer.Of(200, output).With("X-Fal-Billable-Units", Units(bill)))
        {
            Bill = bill,
            ClipUrl = inline ? null : url,
            MediaId = inline ? null : file.Id,
        };
    }

    private static string Units(Bill bill) => bill.Units.ToString("0.######", CultureInfo.InvariantCulture);
}
