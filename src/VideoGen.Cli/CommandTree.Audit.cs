using System.CommandLine;
using VideoGen.Cli.Verbs;

namespace VideoGen.Cli;

/// <content>What proves how something was made.</content>
internal sealed partial class CommandTree
{
    private Command Audit()
    {
        Argument<string?> id = new("REQUEST") { Description = "The request (req_…).", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> file = new("--out", "-o") { Description = "The bundle to write (default: REQUEST.audit.zip).", HelpName = "FILE" };
        Option<bool> hashes = new("--hashes") { Description = "Leave the bytes of the clips out; their hashes are in the bundle." };
        Option<bool> json = Json();
        var command = new Command("audit", "Write a bundle that proves how a request was made: documents, answers, webhooks, costs, clips.") { id, file, hashes, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null)
            {
                result.AddError("audit needs REQUEST, or: audit verify BUNDLE.");
            }
        });
        command.SetAction((call, _) => new AuditVerb(Open(call, json), call.GetValue(id)!, call.GetValue(file), !call.GetValue(hashes)).RunAsync());

        Argument<string> bundle = new("BUNDLE") { Description = "The bundle." };
        Option<bool> verifyJson = Json();
        var verify = new Command("verify", "Check a bundle on any machine: every hash, every signature, and a replay of the recorded answers. Changes nothing.") { bundle, verifyJson };
        verify.SetAction((call, _) => new AuditVerifyVerb(_open(null, call.GetValue(verifyJson)), call.GetRequiredValue(bundle)).RunAsync());
        command.Subcommands.Add(verify);
        return command;
    }
}
