import Console
import SummaryStore
import SyncCore
import Transport

extension SyncReport {
    /// What a person is told, in whole sentences, one a line. A failure that a person must act on is
    /// told as an error instead, and isn't in here.
    func sentences(_ words: Words) -> [String] {
        var lines: [String] = []
        switch state {
        case .inSync, .refused:
            lines.append("\(inPhase(words)) \(cost(words))")
        case .waiting, .stopped:
            lines.append(interrupted(words))
        case .failed:
            return []
        }
        if tally.charters > 0 { lines.append(newCharter(words)) }
        if state == .refused { lines.append(kept(words)) }
        if status.inConflict > 0 { lines.append(conflicts(words)) }
        return lines
    }

    // MARK: Sentences

    private func inPhase(_ words: Words) -> String {
        let french = words.language == .fr
        let start = french ? "En phase avec le hub : " : "In sync with the hub: "
        if tally.isEmpty {
            return start + (french ? "rien à envoyer, rien de nouveau." : "nothing new either way.")
        }
        let parts = moved(words) + [french ? "rien en attente" : "nothing waiting"]
        return start + parts.joined(separator: ", ") + "."
    }

    private func interrupted(_ words: Words) -> String {
        let french = words.language == .fr
        var sentence = reason(words)
        if !tally.isEmpty { sentence += " " + moved(words).joined(separator: ", ").sentence + "." }
        if waiting == 0 {
            return sentence + (french ? " Rien n'attend ici." : " Nothing is waiting here.")
        }
        let kept = words.count(
            waiting,
            Phrase(
                fr: "fiche attend ici et partira à la prochaine synchronisation.",
                en: "record is waiting here and will leave at the next sync."),
            Phrase(
                fr: "fiches attendent ici et partiront à la prochaine synchronisation.",
                en: "records are waiting here and will leave at the next sync."))
        return "\(sentence) \(kept)"
    }

    /// Being offline is a normal state and is told as one.
    private func reason(_ words: Words) -> String {
        let error = failure as? TransportError
        switch error?.kind {
        case .unreachable:
            return Phrase(
                fr: "Hors ligne : le hub n'est pas joignable.",
                en: "Offline: the hub can't be reached."
            ).in(words.language)
        case .cancelled:
            return Phrase(
                fr: "Arrêté à votre demande : rien n'est perdu.",
                en: "Stopped as you asked: nothing is lost."
            ).in(words.language)
        default:
            return (failure?.what.in(words.language) ?? "") + "."
        }
    }

    /// `12 fiches envoyées, 3 reçues`: what came and went, or nothing.
    private func moved(_ words: Words) -> [String] {
        func part(_ count: Int, _ one: Phrase, _ many: Phrase) -> [String] {
            count == 0 ? [] : [words.count(count, one, many)]
        }
        var parts = [
            words.count(
                tally.sent, Phrase(fr: "fiche envoyée", en: "record sent"),
                Phrase(fr: "fiches envoyées", en: "records sent")),
            words.count(
                tally.received, Phrase(fr: "reçue", en: "received"),
                Phrase(fr: "reçues", en: "received")),
        ]
        parts += part(
            tally.erasuresSent, Phrase(fr: "effacement transmis", en: "erasure sent"),
            Phrase(fr: "effacements transmis", en: "erasures sent"))
        parts += part(
            tally.erasuresReceived, Phrase(fr: "effacement reçu", en: "erasure received"),
            Phrase(fr: "effacements reçus", en: "erasures received"))
        return parts
    }

    private func cost(_ words: Words) -> String {
        let exchanges = words.count(
            tally.exchanges, Phrase(fr: "échange", en: "exchange"),
            Phrase(fr: "échanges", en: "exchanges"))
        return "(\(exchanges), \(words.duration(duration)))"
    }

    private func kept(_ words: Words) -> String {
        let amount = words.count(
            status.quarantined,
            Phrase(
                fr: "fiche reste ici, car la charte ne la laisse pas partir",
                en: "record stays here, as the charter doesn't let it leave"),
            Phrase(
                fr: "fiches restent ici, car la charte ne les laisse pas partir",
                en: "records stay here, as the charter doesn't let them leave"))
        let fields = quarantined.prefix(5).map { field in
            let place = field.field.isEmpty ? "" : "/\(field.field)"
            return "\n  \(field.type.text)\(place) (\(field.rule))"
        }
        let hint = Phrase(
            fr: "« secteur status » les montre.", en: "\"secteur status\" shows them.")
        return "\(amount). \(hint.in(words.language))" + fields.joined()
    }

    private func newCharter(_ words: Words) -> String {
        Phrase(
            fr: "Le hub a une nouvelle version de la charte. Ce qu'elle restreint vaut déjà ici. "
                + "« secteur charter status » dit ce qui attend.",
            en: "The hub has a new version of the charter. What it narrows holds here already. "
                + "\"secteur charter status\" says what waits."
        ).in(words.language)
    }

    private func conflicts(_ words: Words) -> String {
        let amount = words.count(
            status.inConflict,
            Phrase(fr: "fiche attend une décision", en: "record waits for a decision"),
            Phrase(fr: "fiches attendent une décision", en: "records wait for a decision"))
        let hint = Phrase(
            fr: "« secteur conflicts » les montre.",
            en: "\"secteur conflicts\" shows them.")
        let colon = words.language == .fr ? " :" : ":"
        return "\(amount)\(colon) \(hint.in(words.language))"
    }
}

extension String {
    /// With a capital at its beginning.
    fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() }
}
