namespace VideoGen.FalSimulation.Truth;

/// <summary>The words of <see cref="TruthEvent.Kind"/>.</summary>
public static class TruthKind
{
    /// <summary>A submit or synchronous call arrived; the text is the model id.</summary>
    public const string SubmitArrived = "submit_arrived";

    /// <summary>It was refused and made no job; the text is the HTTP code.</summary>
    public const string SubmitRefused = "submit_refused";

    /// <summary>A job was created.</summary>
    public const string JobCreated = "job_created";

    /// <summary>The caller did not get the answer to a submit; the text says why.</summary>
    public const string AnswerLost = "answer_lost";

    /// <summary>Processing began.</summary>
    public const string Started = "started";

    /// <summary>Processing was given up and the request waits again.</summary>
    public const string Requeued = "requeued";

    /// <summary>The job reached its end; the text is the HTTP code of its result.</summary>
    public const string Completed = "completed";

    /// <summary>A cancel call arrived; the text is the answer.</summary>
    public const string CancelAsked = "cancel_asked";

    /// <summary>A webhook was sent and answered, or not; the text is the outcome.</summary>
    public const string WebhookSent = "webhook_sent";

    /// <summary>A webhook will never be sent; the text says why.</summary>
    public const string WebhookDropped = "webhook_dropped";

    /// <summary>The result was read; the text is the HTTP code.</summary>
    public const string ResultRead = "result_read";

    /// <summary>The status was read; the text is the state.</summary>
    public const string StatusRead = "status_read";

    /// <summary>A file of the media host was read; the text is its path.</summary>
    public const string MediaRead = "media_read";

    /// <summary>A key was sent to an address that must never see one; the text is the path.</summary>
    public const string KeyLeaked = "key_leaked";

    /// <summary>A file was uploaded; the text is its path and size.</summary>
    public const string Uploaded = "uploaded";

    /// <summary>The request history was read.</summary>
    public const string HistoryRead = "history_read";

    /// <summary>The key set was read.</summary>
    public const string KeySetRead = "key_set_read";

    /// <summary>The simulator itself failed; the text is the exception. Tests should demand that there is none.</summary>
    public const string Defect = "defect";
}
