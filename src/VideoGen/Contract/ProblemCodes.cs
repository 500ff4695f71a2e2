namespace VideoGen.Contract;

/// <summary>Every code a <see cref="Problem"/> can carry. <c>docs/problems.md</c> explains each; a test holds the two together.</summary>
public static class ProblemCodes
{
    /// <summary>The text is not JSON.</summary>
    public const string JsonInvalid = "json_invalid";

    /// <summary>The JSON is nested deeper than 64 levels.</summary>
    public const string JsonTooDeep = "json_too_deep";

    /// <summary>A member stands twice in one object.</summary>
    public const string MemberRepeated = "member_repeated";

    /// <summary>A text holds half of a surrogate pair.</summary>
    public const string TextInvalid = "text_invalid";

    /// <summary>The request is larger than allowed.</summary>
    public const string RequestTooLarge = "request_too_large";

    /// <summary>There are more problems than an answer lists.</summary>
    public const string MoreProblems = "more_problems";

    /// <summary>A required member is missing or null.</summary>
    public const string MemberMissing = "member_missing";

    /// <summary>A member has another JSON type than it must.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>A number is outside its range.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>A text or list is too short or too long.</summary>
    public const string WrongLength = "wrong_length";

    /// <summary>A value is not one of the allowed words.</summary>
    public const string NotAllowed = "not_allowed";

    /// <summary>A text does not have the form it must have.</summary>
    public const string WrongForm = "wrong_form";

    /// <summary>A closed object has a member it does not know.</summary>
    public const string MemberUnknown = "member_unknown";

    /// <summary>No frame at all.</summary>
    public const string FramesMissing = "frames_missing";

    /// <summary>Two frames have the same id.</summary>
    public const string FrameIdRepeated = "frame_id_repeated";

    /// <summary>Two frames stand on the same scene and shot.</summary>
    public const string FramePositionRepeated = "frame_position_repeated";

    /// <summary>Scene or shot cannot be found out.</summary>
    public const string FramePositionMissing = "frame_position_missing";

    /// <summary>A still has no storyboard entry.</summary>
    public const string StoryboardEntryMissing = "storyboard_entry_missing";

    /// <summary>A still has neither address nor bytes.</summary>
    public const string ImageMissing = "image_missing";

    /// <summary>The address of a still cannot be used.</summary>
    public const string ImageAddressInvalid = "image_address_invalid";

    /// <summary>The address of a still is not allowed for this caller.</summary>
    public const string ImageAddressRefused = "image_address_refused";

    /// <summary>The still could not be read.</summary>
    public const string ImageUnreadable = "image_unreadable";

    /// <summary>The bytes are no PNG, JPEG or WebP.</summary>
    public const string ImageFormatUnknown = "image_format_unknown";

    /// <summary>The still is too small.</summary>
    public const string ImageTooSmall = "image_too_small";

    /// <summary>The still is too large.</summary>
    public const string ImageTooLarge = "image_too_large";

    /// <summary>The still's width ÷ height is outside what the model takes.</summary>
    public const string ImageShapeRefused = "image_shape_refused";

    /// <summary>More segments than a request may have.</summary>
    public const string TooManySegments = "too_many_segments";

    /// <summary>No legal lengths fit into the runtime.</summary>
    public const string RuntimeExceedsLimit = "runtime_exceeds_limit";

    /// <summary>The provider is not known or not configured.</summary>
    public const string ProviderUnknown = "provider_unknown";

    /// <summary>The model has no preset.</summary>
    public const string ModelUnknown = "model_unknown";

    /// <summary>The model cannot make a segment of that many frames.</summary>
    public const string ModelUnsuitable = "model_unsuitable";

    /// <summary>No template for the model.</summary>
    public const string TemplateMissing = "template_missing";

    /// <summary>The template cannot be used.</summary>
    public const string TemplateInvalid = "template_invalid";

    /// <summary>The prompt is longer than the model takes.</summary>
    public const string PromptTooLong = "prompt_too_long";

    /// <summary>The plan costs more than the request allows.</summary>
    public const string CostExceedsLimit = "cost_exceeds_limit";

    /// <summary>A project or day cap would be passed.</summary>
    public const string CapReached = "cap_reached";

    /// <summary>As many jobs are in flight as the agent takes on.</summary>
    public const string TooManyJobs = "too_many_jobs";

    /// <summary>Something else than the approved plan would be submitted.</summary>
    public const string PlanChanged = "plan_changed";

    /// <summary>No planned request with this hash is kept, or no longer.</summary>
    public const string PlanUnknown = "plan_unknown";

    /// <summary>Several planned requests have this hash.</summary>
    public const string PlanAmbiguous = "plan_ambiguous";

    /// <summary>The key was used for other input.</summary>
    public const string RequestKeyTaken = "request_key_taken";

    /// <summary>No such request.</summary>
    public const string RequestUnknown = "request_unknown";

    /// <summary>No such segment in the request.</summary>
    public const string SegmentUnknown = "segment_unknown";

    /// <summary>No such take of the place in the film.</summary>
    public const string TakeUnknown = "take_unknown";

    /// <summary>The take has no clip in the media store.</summary>
    public const string TakeNotDelivered = "take_not_delivered";

    /// <summary>The chosen take of the place belongs to another caller.</summary>
    public const string ChoiceOfAnother = "choice_of_another";

    /// <summary>The caller's token does not allow this.</summary>
    public const string ScopeMissing = "scope_missing";

    /// <summary>The ledger file was made by a newer version.</summary>
    public const string LedgerNewer = "ledger_newer";

    /// <summary>The ledger file is damaged, or not a ledger.</summary>
    public const string LedgerCorrupt = "ledger_corrupt";

    /// <summary>The ledger cannot be created, opened or written.</summary>
    public const string LedgerUnwritable = "ledger_unwritable";

    /// <summary>The disk of the ledger is full.</summary>
    public const string LedgerFull = "ledger_full";

    /// <summary>The ledger's database has an older format and is not changed by itself.</summary>
    public const string LedgerOlder = "ledger_older";

    /// <summary>The ledger's database does not answer, or refuses the user.</summary>
    public const string LedgerUnreachable = "ledger_unreachable";

    /// <summary>A ledger cannot be moved into one that holds something.</summary>
    public const string LedgerNotEmpty = "ledger_not_empty";

    /// <summary>Another process keeps the ledger to itself.</summary>
    public const string LedgerLocked = "ledger_locked";

    /// <summary>No such job.</summary>
    public const string JobUnknown = "job_unknown";

    /// <summary>The provider holds no finished clip for the job.</summary>
    public const string NothingToRedeliver = "nothing_to_redeliver";

    /// <summary>A job settles its money itself until it has ended.</summary>
    public const string JobNotEnded = "job_not_ended";

    /// <summary>A job changed after somebody looked at it, who then wanted to change it.</summary>
    public const string JobChanged = "job_changed";

    /// <summary>A preset breaks a rule.</summary>
    public const string PresetInvalid = "preset_invalid";

    /// <summary>ffmpeg is not there.</summary>
    public const string FfmpegMissing = "ffmpeg_missing";

    /// <summary>ffmpeg is there but cannot do the work.</summary>
    public const string FfmpegUnusable = "ffmpeg_unusable";

    /// <summary>No room or no right to keep files.</summary>
    public const string StoreUnwritable = "store_unwritable";

    /// <summary>The media store cannot be asked now whether it still has a clip.</summary>
    public const string StoreUnreachable = "store_unreachable";

    /// <summary>Two settings of the request cannot hold together.</summary>
    public const string SettingsContradict = "settings_contradict";

    /// <summary>The lint has no such rule.</summary>
    public const string LintRuleUnknown = "lint_rule_unknown";

    /// <summary>A clip cannot be put into an audit bundle.</summary>
    public const string AuditClipUnreadable = "audit_clip_unreadable";

    /// <summary>A file is no audit bundle.</summary>
    public const string BundleUnreadable = "bundle_unreadable";

    /// <summary>An audit bundle holds an entry that is not safe to read.</summary>
    public const string BundleUnsafe = "bundle_unsafe";

    /// <summary>A file of an audit bundle is missing, was added or is not what its manifest says.</summary>
    public const string BundleChanged = "bundle_changed";

    /// <summary>The documents of an audit bundle contradict each other.</summary>
    public const string BundleContradicts = "bundle_contradicts";

    /// <summary>The kept key did not sign a webhook of an audit bundle.</summary>
    public const string SignatureInvalid = "signature_invalid";

    /// <summary>A replay of an audit bundle comes to another end.</summary>
    public const string ReplayDiffers = "replay_differs";
}
