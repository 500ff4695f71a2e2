namespace VideoGen.Animatic.Camera;

/// <summary>Cuts words into clauses and finds out who acts in each.</summary>
internal sealed class ClauseCutter
{
    private static readonly CameraWord Moving = CameraVocabulary.Words.First(w => w.Forms.Contains("move"));
    private static readonly HashSet<string> Disowning = ["negative", "avoid", "exclude", "audio", "sound", "sounds", "sfx", "music", "foley", "dialogue", "voiceover", "narration"];
    private readonly List<CameraClause> _clauses = [];
    private CameraClause _open = new([], ClauseLink.Sentence);

    private ClauseCutter() { }

    /// <summary>Cuts words at marks and joining words.</summary>
    public static List<CameraClause> Cut(List<CameraToken> tokens)
    {
        var cutter = new ClauseCutter();
        for (int i = 0; i < tokens.Count; i++)
        {
            cutter.Take(tokens, i);
        }

        cutter.Close(ClauseLink.With);
        JoinValues(cutter._clauses);
        JoinModifiers(cutter._clauses);
        NameSpeakers(cutter._clauses);
        foreach (CameraClause clause in cutter._clauses)
        {
            ReadVerb(clause);
        }

        return cutter._clauses;
    }

    private void Take(List<CameraToken> tokens, int at)
    {
        CameraToken token = tokens[at];
        string next = at + 1 < tokens.Count ? tokens[at + 1].Raw : "";
        if (token.IsMark)
        {
            Close(token.Text switch { "." => next.Length > 0 && char.IsDigit(next[0]) && _clauses.Count > 0 ? ClauseLink.After : ClauseLink.Sentence, ":" => ClauseLink.Label, "/" => ClauseLink.Slash, _ => ClauseLink.With });
        }
        else if (token.Word?.Role == WordRole.Sequence && !(token.Raw == "next" && next == "to") && !IsRange(tokens, at))
        {
            Close(ClauseLink.After);
        }
        else if (token.Word?.Role == WordRole.Joint && !(token.Raw == "as" && next is "if" or "though") && !(token.Raw is "but" or "except" && _open.Tokens is [.., { Raw: "nothing" }]))
        {
            Close(token.Raw switch { "as" or "while" or "when" or "until" or "simultaneously" => ClauseLink.While, "or" or "nor" => ClauseLink.Or, "and" => ClauseLink.And, "but" or "except" or "except for" or "other than" or "apart from" => ClauseLink.But, _ => ClauseLink.With });
        }
        else
        {
            _open.Tokens.Add(token.Word?.Role is WordRole.Sequence or WordRole.Joint ? token with { Text = "to", Raw = "to", Word = null } : token);
        }
    }

    // "left → right" and "wide → close-up" name where one move begins and ends.
    private static bool IsRange(List<CameraToken> tokens, int at) =>
        tokens[at].Raw == "→" && at > 0 && at + 1 < tokens.Count
        && ((char.IsDigit(tokens[at - 1].Raw[0]) && char.IsDigit(tokens[at + 1].Raw[0])) || (IsSide(tokens[at - 1]) && IsSide(tokens[at + 1])) || (tokens[at - 1].Word is { Size: > 0 } && tokens[at + 1].Word is { Size: > 0 }));

    private static bool IsSide(CameraToken token) => token.Word is { Role: WordRole.Direction, Direction: CameraDirection.Left or CameraDirection.Right };

    private void Close(ClauseLink next)
    {
        if (_open.Tokens.Count > 0)
        {
            _clauses.Add(_open);
            _open = new CameraClause([], next);
        }
        else if (next is ClauseLink.After or ClauseLink.Sentence || _open.Link is not (ClauseLink.After or ClauseLink.Sentence))
        {
            // ", then" opens one clause, not an empty one and another.
            _open = new CameraClause([], _open.Link == ClauseLink.After ? ClauseLink.After : next);
        }
    }

    // "Zoom: out" and "pan, direction: left, speed: slow": the value belongs to the move that the label names, or that stands before the label.
    private static void JoinValues(List<CameraClause> clauses)
    {
        for (int i = 1; i < clauses.Count; i++)
        {
            bool isValue = clauses[i].Link == ClauseLink.Label
                && clauses[i].Tokens.TrueForAll(t => t.Word?.Role is WordRole.Direction or WordRole.Modifier || t.Raw is "to" or "the")
                && clauses[i].Tokens is not [{ Raw: "off" }];
            bool isAside = clauses[i - 1].Tokens.TrueForAll(t => t.Raw is "camera" or "direction" or "speed" or "pace");
            int into = isAside ? i - 2 : i - 1;
            if (isValue && into >= 0 && clauses[into].Tokens.Exists(t => t.Word is { Role: WordRole.Move, NeedsDirection: false }))
            {
                clauses[into].Tokens.AddRange(clauses[i].Tokens);
                clauses.RemoveRange(into + 1, i - into);
                i = into;
            }
        }
    }

    // "push in, very slowly" and "slow and steady push": a clause of modifiers alone belongs to its neighbour.
    private static void JoinModifiers(List<CameraClause> clauses)
    {
        for (int i = clauses.Count - 1; i >= 0 && clauses.Count > 1; i--)
        {
            if (!clauses[i].IsBareModifier)
            {
                continue;
            }

            bool back = i > 0 && clauses[i].Link is ClauseLink.With or ClauseLink.And or ClauseLink.But or ClauseLink.Or or ClauseLink.Slash;
            if (!back && (i + 1 == clauses.Count || clauses[i + 1].Link is ClauseLink.Sentence or ClauseLink.After))
            {
                continue;
            }

            CameraClause into = clauses[back ? i - 1 : i + 1];
            into.Tokens.InsertRange(back ? into.Tokens.Count : 0, clauses[i].Tokens);
            if (!back)
            {
                clauses[i + 1] = into with { Link = clauses[i].Link };
            }

            clauses.RemoveAt(i);
        }
    }

    private static void NameSpeakers(List<CameraClause> clauses)
    {
        var last = ClauseSpeaker.Nobody;
        var label = ClauseSpeaker.Nobody;
        bool disowned = false;
        bool aside = false;
        bool waits = false;
        for (int i = 0; i < clauses.Count; i++)
        {
            CameraClause clause = clauses[i];
            ClauseSpeaker before = clause.Link switch { ClauseLink.Sentence => ClauseSpeaker.Nobody, ClauseLink.Label => label, _ => last };
            disowned &= clause.Link != ClauseLink.Sentence;
            Name(clause, before, last, aside, i > 0 ? clauses[i - 1] : null);
            if (i + 1 < clauses.Count && clauses[i + 1].Link == ClauseLink.Label && clause.Tokens.Count <= 3)
            {
                label = Labels(clause);
                disowned |= clause.Tokens.Exists(t => Disowning.Contains(t.Raw));
            }
            else
            {
                label = clause.Speaker;
            }

            // "a handheld camera with film grain slowly pushes in": the verb of the camera comes after what it is said to have.
            if (waits && clause.Link is ClauseLink.With or ClauseLink.And && clause.Speaker != ClauseSpeaker.Camera && clause.Tokens.Exists(t => t.IsFinite && t.Word is { Role: WordRole.Move, NeedsCamera: false }))
            {
                (clause.Speaker, clause.CameraAt) = (ClauseSpeaker.Camera, 0);
            }

            waits = clause.CameraAt >= 0 ? clause.CameraAt == clause.Tokens.Count - 1 : waits && clause.Link is ClauseLink.With or ClauseLink.And;
            clause.IsDisowned = disowned;
            aside = clause is { Link: ClauseLink.While, Speaker: ClauseSpeaker.Scene };
            last = aside ? last : clause.Speaker;
        }
    }

    // "the camera trundles forward": whatever the camera does with a direction beside it is a move.
    private static void ReadVerb(CameraClause clause)
    {
        List<CameraToken> tokens = clause.Tokens;
        int from = clause.CameraAt >= 0 && CameraGrammar.IsForeign(tokens[clause.CameraAt]) ? clause.CameraAt : clause.CameraAt + 1;
        int verb = clause.CameraAt < 0 ? -1 : tokens.FindIndex(from, t => t.Word?.Role != WordRole.Modifier && !(t.Word is null && t.Raw.EndsWith("ly", StringComparison.Ordinal)));
        if (verb >= 0 && tokens[clause.CameraAt].Raw != "lens" && CameraGrammar.IsForeign(tokens[verb]) && tokens[verb].Raw is [.., 's'] or [.., 'i', 'n', 'g'] && !CameraGrammar.IsSeeing(tokens[verb])
            && (IsDirected(tokens, verb) || IsFramed(tokens, verb)))
        {
            tokens[verb] = tokens[verb] with { Word = Moving };
        }
    }

    private static bool IsDirected(List<CameraToken> tokens, int verb) =>
        tokens.FindIndex(verb + 1, t => t.Word?.Role != WordRole.Modifier) is > 0 and var next
        && tokens[next].Word is { Role: WordRole.Direction, Vague: false } && !tokens[next].Raw.Contains(' ', StringComparison.Ordinal);

    // "the view transitions into an extreme macro detail".
    private static bool IsFramed(List<CameraToken> tokens, int verb) =>
        tokens.FindIndex(verb + 1, t => t.Raw is "to" or "into") is > 0 and var to && tokens.Skip(to + 1).Take(4).Any(t => t.Word is { Size: > 0 });

    private static ClauseSpeaker Labels(CameraClause clause) =>
        clause.Tokens.Exists(t => CameraGrammar.IsCamera(t) || CameraGrammar.IsView(t) || CameraGrammar.IsMoving(t)) ? ClauseSpeaker.Camera
        : clause.Tokens.Exists(t => t.Word is { Role: WordRole.Move or WordRole.Framing }) ? ClauseSpeaker.Nobody
        : ClauseSpeaker.Scene;

    private static void Name(CameraClause clause, ClauseSpeaker before, ClauseSpeaker last, bool aside, CameraClause? previous)
    {
        List<CameraToken> tokens = clause.Tokens;
        int first = tokens.FindIndex(t => t.Word?.Role is not WordRole.Modifier && (!CameraGrammar.IsFiller(t) || CameraGrammar.IsPronoun(t)));
        clause.CameraAt = tokens.FindIndex(t => IsSubject(tokens, tokens.IndexOf(t)));
        if (clause.CameraAt >= 0)
        {
            clause.Speaker = ClauseSpeaker.Camera;
        }
        else if (tokens[0].Raw is "it")
        {
            // "follows a seed as it drifts" is the seed, "pulls back as it rises" the camera.
            bool other = previous is not null && previous.Tokens.Exists(CameraGrammar.IsForeign);
            clause.Speaker = clause.Link == ClauseLink.While && other ? ClauseSpeaker.Scene : clause.Link == ClauseLink.Sentence ? last : before;
        }
        else if (first < 0)
        {
            clause.Speaker = before;
        }
        else if (before == ClauseSpeaker.Camera && first == 0 && CameraGrammar.IsForeign(tokens[0]) && tokens[0].Raw.EndsWith('s')
            && (tokens.Count == 1 || (tokens.Skip(1).First(t => t.Word?.Role != WordRole.Modifier || t == tokens[^1]).Word?.Role != WordRole.Move && !CameraGrammar.IsForeign(tokens[1])))
            && clause.Link is ClauseLink.And or ClauseLink.With or ClauseLink.But or ClauseLink.After)
        {
            // "the camera pushes in, then eases into an orbit".
            clause.Speaker = ClauseSpeaker.Camera;
            clause.CameraAt = 0;
        }
        else if (clause.IsForeign(first) || (CameraGrammar.IsPronoun(tokens[first]) && !CameraGrammar.IsOwner(tokens[first])))
        {
            clause.Speaker = ClauseSpeaker.Scene;
        }
        else if (IsThing(tokens, first) || (before == ClauseSpeaker.Scene && clause.IsBareDirection)
            || (aside && tokens[first].IsFinite && clause.Link is ClauseLink.With or ClauseLink.And)
            || (before == ClauseSpeaker.Scene && clause.Link == ClauseLink.And && first == 0 && tokens[0].Word is { Role: WordRole.Move, Loose: true })
            || (last == ClauseSpeaker.Scene && clause.Link is ClauseLink.And or ClauseLink.After && IsManyActing(previous))
            || (clause.Link == ClauseLink.And && tokens[first].IsParticiple && IsSceneBeforeStanding(previous)))
        {
            clause.Speaker = ClauseSpeaker.Scene;
        }
        else if (tokens[first].Word is { Role: WordRole.Move, Loose: true } && (tokens[first].IsFinite || tokens[first].IsParticiple) && before == ClauseSpeaker.Scene)
        {
            clause.Speaker = ClauseSpeaker.Scene;
        }
        else
        {
            clause.Speaker = before == ClauseSpeaker.Camera ? ClauseSpeaker.Camera : ClauseSpeaker.Nobody;
        }
    }

    // "birds fly left", "waves push in".
    private static bool IsManyActing(CameraClause? clause) =>
        clause is not null && clause.Tokens.FindIndex(CameraGrammar.IsForeign) is >= 0 and var many && many + 1 < clause.Tokens.Count
        && clause.Tokens[many].Raw is [.., not 's', 's'] && clause.Tokens[many + 1] is { IsPlain: true, Word: { Role: WordRole.Move } word } && (word.Loose || word.Handled);

    // "static shot of waves rolling in and pulling back": what goes on before a camera that stands.
    private static bool IsSceneBeforeStanding(CameraClause? clause) =>
        clause is not null && clause.Tokens.FindIndex(t => t.Word is { Role: WordRole.Move, State: true }) is >= 0 and var stands
        && clause.Tokens.FindIndex(stands, CameraGrammar.IsForeign) is > 0 and var thing
        && clause.Tokens.Skip(thing + 1).Any(t => t.Raw.EndsWith("ing", StringComparison.Ordinal));

    // "the crane lifts a box", "a truck drives off": a thing of the scene that shares its name with a move.
    private static bool IsThing(List<CameraToken> tokens, int at) =>
        at > 0 && at + 1 < tokens.Count && tokens[at] is { IsPlain: true, Word: { Role: WordRole.Move, Loose: true } } && CameraGrammar.OpensObject(tokens[at - 1])
        && tokens.Skip(at + 1).FirstOrDefault(t => t.Word?.Role != WordRole.Modifier) is { Raw: not null } next
        && ((next == tokens[at + 1] && next.IsFinite) || (CameraGrammar.IsForeign(next) && next.Raw.EndsWith('s')))
        && next.Raw is not ("reveals" or "shows" or "continues" or "follows" or "begins" or "starts" or "ends" or "takes" or "brings" or "moves" or "across");

    // "the dolly tracks forward", "steadicam follows her".
    private static bool IsRig(List<CameraToken> tokens, int at) =>
        CameraGrammar.IsRig(tokens[at]) && tokens.Skip(at + 1).FirstOrDefault(t => t.Word?.Role != WordRole.Modifier) is { Word.Role: WordRole.Move, IsFinite: true };

    private static bool IsSubject(List<CameraToken> tokens, int at)
    {
        if (!CameraGrammar.IsCamera(tokens[at]))
        {
            return (CameraGrammar.IsView(tokens[at]) || IsRig(tokens, at)) && tokens.Take(at).All(t => CameraGrammar.IsFiller(t) || t.Word?.Role == WordRole.Modifier) && !tokens.Take(at).Any(CameraGrammar.IsBefore);
        }

        // "looks at the camera", "toward camera": the camera is only looked at.
        int before = at - 1;
        while (before >= 0 && CameraGrammar.OpensObject(tokens[before]))
        {
            before--;
        }

        return before < 0 || !(CameraGrammar.IsBefore(tokens[before]) || tokens[before].Word is { Role: WordRole.Direction, Direction: CameraDirection.In });
    }
}
