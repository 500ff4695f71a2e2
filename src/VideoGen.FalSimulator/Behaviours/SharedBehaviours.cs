namespace VideoGen.FalSimulation.Behaviours;

/// <summary>The behaviours that the simulators of all vendors play, with one meaning and one word for it.</summary>
internal static class SharedBehaviours
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["refuse-401"] = "Submit answers 401: no such key.",
        ["submit-5xx"] = "Submit answers with the value (default 503) and creates no job.",
        ["submit-5xx-after"] = "Submit answers with the value (default 502), yet the job exists and is billed.",
        ["submit-lost"] = "The connection is cut before a job is created.",
        ["submit-lost-after"] = "The connection is cut after the job was created.",
        ["submit-late"] = "The job is created at once, the answer comes after the value in seconds (default 30).",
        ["submit-hangs"] = "The job is created, the answer never comes; the connection stays open until the caller gives up.",
        ["submit-html"] = "Submit answers 200 with an HTML page, yet the job exists.",
        ["queued"] = "Waits the value in seconds before it may start.",
        ["status-5xx"] = "The first reads of the status (value, default 2) answer 503.",
        ["status-html"] = "The first reads of the status (value, default 1) answer 200 with an HTML page.",
        ["status-unknown"] = "The first reads of the status (value, default 1) carry a status word nobody documented.",
        ["status-slow"] = "Status answers come after the value in seconds (default 30).",
        ["clip-html"] = "The clip's address answers 200 with an HTML page.",
        ["clip-truncated"] = "The clip ends in the middle, with a Content-Length that agrees.",
        ["clip-empty"] = "The clip has no bytes.",
        ["clip-wrong-length"] = "Content-Length promises more than comes; then the connection is cut.",
        ["clip-cut"] = "The first reads of the clip (value, default 1) are cut in the middle; ranges resume it.",
        ["clip-no-range"] = "The clip's address ignores Range.",
        ["clip-gone"] = "The clip's address answers 404.",
        ["clip-5xx"] = "The first reads of the clip (value, default 2) answer 503.",
        ["clip-slow"] = "The clip's bytes are spread over the value in seconds (default 30).",
        ["clip-redirect-private"] = "The clip's address redirects to http://169.254.169.254/.",
        ["clip-type"] = "The clip is served as the content type given by the value (default application/octet-stream).",
    };
}
