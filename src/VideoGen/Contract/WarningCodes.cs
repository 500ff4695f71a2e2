namespace VideoGen.Contract;

/// <summary>Every code a <see cref="Warning"/> can carry. <c>docs/problems.md</c> explains each.</summary>
public static class WarningCodes
{
    /// <summary>A member is not known and was ignored.</summary>
    public const string MemberIgnored = "member_ignored";

    /// <summary>An object or an array came as a text that holds JSON, and was read.</summary>
    public const string JsonInText = "json_in_text";

    /// <summary>The same order is still being made, and this call joined it.</summary>
    public const string OrderJoined = "order_joined";

    /// <summary>The plan could not be kept, so its hash alone orders nothing.</summary>
    public const string PlanNotKept = "plan_not_kept";

    /// <summary>The plan was ordered before, and its key finds that order.</summary>
    public const string PlanOrdered = "plan_ordered";

    /// <summary>There are more warnings than an answer lists.</summary>
    public const string MoreWarnings = "more_warnings";

    /// <summary>A frame is not rendered.</summary>
    public const string FrameLeftOut = "frame_left_out";

    /// <summary>Both an address and bytes were sent for one still.</summary>
    public const string ImageBase64Ignored = "image_base64_ignored";

    /// <summary>The provider withdrew the model.</summary>
    public const string ModelRetired = "model_retired";

    /// <summary>A rule chooses the provider, and nothing that it may choose fits the plan: it was made for the default provider.</summary>
    public const string NothingFits = "nothing_fits";

    /// <summary>The model takes one picture only, so the second frame of a pair is not sent.</summary>
    public const string LastFrameNotSent = "last_frame_not_sent";

    /// <summary>A segment gets less than three quarters of its storyboard seconds.</summary>
    public const string SecondsCut = "seconds_cut";

    /// <summary>The model delivers another size or frame rate than the editor wants.</summary>
    public const string OutputDiffers = "output_differs";

    /// <summary>The catalog cannot be reached, so the plan was made with its last known state.</summary>
    public const string CatalogOutdated = "catalog_outdated";

    /// <summary>A published document of the catalog breaks a rule, so its last good version or none is used.</summary>
    public const string CatalogDocumentRefused = "catalog_document_refused";

    /// <summary>A collection of the catalog holds no document yet, so what comes with the product is used.</summary>
    public const string CatalogEmpty = "catalog_empty";

    /// <summary>A template prints a value without its <c>#if</c>, so an empty one would leave its label behind.</summary>
    public const string TemplateLabelStays = "template_label_stays";

    /// <summary>Clips are to be finished, and nothing here can do that.</summary>
    public const string FinishingUnavailable = "finishing_unavailable";

    /// <summary>Something of a still does not come through: an animation, a film behind it, colours that a clip has not.</summary>
    public const string ImageChanged = "image_changed";

    /// <summary>A still has another shape than the clip that is paid for.</summary>
    public const string ImageShapeDiffers = "image_shape_differs";

    /// <summary>The two stills of a pair have different shapes.</summary>
    public const string ImageShapesUnequal = "image_shapes_unequal";

    /// <summary>A still is smaller than the clip, which the model takes.</summary>
    public const string ImageSmallerThanClip = "image_smaller_than_clip";
}
