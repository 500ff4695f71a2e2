using System.CommandLine;
using VideoGen.Cli.Verbs;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli;

/// <content>Takes of a segment.</content>
internal sealed partial class CommandTree
{
    private Command Takes()
    {
        Argument<string> id = new("ID") { Description = "Request (req_…)." };
        Option<bool> json = Json();
        var command = new Command("takes", "Show the takes of a request's segments and which of them stand in the film.") { id, json };
        command.SetAction((call, _) => new TakesVerb(Open(call, json), call.GetRequiredValue(id)).RunAsync());
        return command;
    }

    private Command Again()
    {
        Argument<string> id = new("ID") { Description = "Request (req_…) that made the earlier take, which stays." };
        Argument<string> segment = new("SEGMENT") { Description = "Segment of the request, such as SEGMENT_1." };
        Option<string> reason = new("--reason") { Description = "Why: new_seed, edited_prompt, other_model or retry.", HelpName = "WHY", Required = true };
        reason.AcceptOnlyFromAmong("new_seed", "edited_prompt", "other_model", "retry");
        Option<string?> prompt = new("--prompt") { Description = "The whole prompt instead of the earlier one.", HelpName = "TEXT" };
        Option<string[]> notes = new("--camera-notes") { Description = "Camera notes of a frame, for the animatic provider; once for each frame.", HelpName = "TEXT" };
        Option<string?> model = new("--model") { Description = "Another model.", HelpName = "ID" };
        Option<string?> provider = Provider("Another provider");
        Option<int?> variants = Number<int>("--variants", "N", "How many takes, 1 to 3, each with its price (default: 1).", "a whole number from 1 to 3", number => number is >= 1 and <= 3);
        Option<decimal?> most = Number<decimal>("--max-cost", "USD", "Refuse a plan that costs more than this many US dollars.", "an amount of US dollars, such as 2.50", usd => usd >= 0);
        Option<bool> json = Json();
        var command = new Command("again", "Plan further takes of one segment and show their price. Spends nothing.") { id, segment, reason, prompt, notes, model, provider, variants, most, json };
        command.SetAction((call, _) => new AgainVerb(Open(call, json), new AgainOrder
        {
            Again = new AgainWish
            {
                RequestId = call.GetRequiredValue(id),
                SegmentId = call.GetRequiredValue(segment),
                Reason = Enum.Parse<AgainReason>(call.GetRequiredValue(reason).Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
                Prompt = call.GetValue(prompt),
                CameraNotes = call.GetValue(notes) is { Length: > 0 } given ? [.. given] : null,
                Variants = call.GetValue(variants),
            },
            VideoSettings = new AgainSettings { Model = call.GetValue(model), ProviderOverride = call.GetValue(provider), MaxCostUsd = call.GetValue(most) },
        }).RunAsync());
        return command;
    }

    private Command Choose()
    {
        Argument<string> id = new("ID") { Description = "Request (req_…)." };
        Argument<string> segment = new("SEGMENT") { Description = "Segment of the request, such as SEGMENT_1." };
        Option<int?> take = Number<int>("--take", "N", "Number of the take (default: the one that this request made).", "a whole number from 1", number => number >= 1);
        Option<string?> who = new("--by") { Description = "Who chooses (default: the user of this machine).", HelpName = "NAME" };
        Option<bool> json = Json();
        var command = new Command("choose", "Choose the take that stands for a segment in the film. The others stay.") { id, segment, take, who, json };
        command.SetAction((call, _) => new ChooseVerb(
            Open(call, json), new TakeCall(call.GetRequiredValue(id), call.GetRequiredValue(segment)) { Take = call.GetValue(take), By = call.GetValue(who) ?? Environment.UserName }).RunAsync());
        return command;
    }
}
