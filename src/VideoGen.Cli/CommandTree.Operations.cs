using System.CommandLine;
using VideoGen.Access;
using VideoGen.Cli.Verbs;

namespace VideoGen.Cli;

/// <content>What an operator looks after: catalog, ledger, presets, tokens.</content>
internal sealed partial class CommandTree
{
    private Command Catalog()
    {
        Option<bool> json = Json();
        Option<string?> key = new("--key-variable") { Description = "Environment variable with the API key of an admin (default: payload.key_variable).", HelpName = "NAME" };
        var push = new Command("push", "Publish in PayloadCMS the templates and provider configs that come with the product and are not there.") { key, json };
        push.SetAction((call, _) => new CatalogVerb(Open(call, json), call.GetValue(key)).PushAsync());
        return new Command("catalog", "Templates and provider configs in PayloadCMS.") { push };
    }

    private Command Ledger()
    {
        Option<bool> json = Json();
        var upgrade = new Command("upgrade", "Bring the ledger to the format of this version. Stop every process first, and dump a PostgreSQL ledger.") { json };
        upgrade.SetAction((call, _) => new LedgerVerb(Open(call, json)).UpgradeAsync());
        var copy = new Command("copy", "Move the ledger of the home folder into the PostgreSQL database of ledger.connection, while nothing runs.") { json };
        copy.SetAction((call, _) => new LedgerVerb(Open(call, json)).CopyAsync());
        return new Command("ledger", "The ledger: its format, and its move to PostgreSQL.") { upgrade, copy };
    }

    private Command Presets()
    {
        Option<bool> json = Json();
        var refresh = new Command("refresh", "Compare the presets of openrouter with its public catalogue, and propose changes. Publishes nothing.") { json };
        refresh.SetAction((call, _) => new PresetsVerb(Open(call, json)).RefreshAsync());
        return new Command("presets", "Models as data: what they sell, and for how much.") { refresh };
    }

    private Command Token()
    {
        Option<bool> json = Json();
        Argument<string> name = new("NAME") { Description = "Name of the token: who or what will use it." };
        Option<string> scopes = new("--scopes") { Description = $"What it opens, separated by commas: {string.Join(", ", ScopeWords.All)}.", HelpName = "SCOPES", Required = true };
        var add = new Command("add", "Make a token and print it, this once.") { name, scopes, json };
        add.SetAction((call, _) => new TokenVerb(Open(call, json)).AddAsync(call.GetRequiredValue(name), call.GetRequiredValue(scopes)));
        var list = new Command("list", "List names and scopes.") { json };
        list.SetAction((call, _) => new TokenVerb(Open(call, json)).ListAsync());
        var revoke = new Command("revoke", "Take a token away; a running server notices at once.") { name, json };
        revoke.SetAction((call, _) => new TokenVerb(Open(call, json)).RevokeAsync(call.GetRequiredValue(name)));
        return new Command("token", "Tokens that open the server to callers.") { add, list, revoke };
    }
}
