import Console
import DossierStore
import SyncCore

/// A line of the journal of access in words.
struct JournalWords {
    let entry: JournalEntry

    var text: String {
        let note = entry.note
        var parts = [
            DisclosureWords.time(entry.time), note.account.description, note.act.words.local,
        ]
        if let record = note.record ?? note.person { parts.append(record.short) }
        if let subject = note.subject { parts.append("-> \(subject)") }
        if let count = note.count { parts.append("(\(Words.local.count(count)))") }
        return parts.joined(separator: "  ")
    }

    var json: JSON {
        let note = entry.note
        return [
            "number": .integer(Int64(entry.number)), "at": .integer(entry.time),
            "account": .string(note.account.description),
            "roles": .array(note.roles.sorted().map { .string($0.text) }),
            "act": .string(note.act.rawValue), "record": JSON(note.record?.description),
            "person": JSON(note.person?.description),
            "subject": JSON(note.subject?.description), "count": JSON(note.count),
        ]
    }
}

extension JournalAct {
    fileprivate var words: Phrase {
        switch self {
        case .read: Phrase(fr: "lit", en: "reads")
        case .list: Phrase(fr: "liste", en: "lists")
        case .write: Phrase(fr: "écrit", en: "writes")
        case .print: Phrase(fr: "imprime", en: "prints")
        case .export: Phrase(fr: "exporte", en: "exports")
        case .import: Phrase(fr: "importe", en: "imports")
        case .erase: Phrase(fr: "efface", en: "erases")
        case .refuse: Phrase(fr: "demande en vain", en: "is refused")
        case .handOver: Phrase(fr: "passe le dossier", en: "hands over")
        case .share: Phrase(fr: "partage", en: "shares")
        case .unshare: Phrase(fr: "cesse de partager", en: "ends sharing")
        case .freeze: Phrase(fr: "gèle", en: "freezes")
        case .unfreeze: Phrase(fr: "dégèle", en: "unfreezes")
        case .login: Phrase(fr: "ouvre une session", en: "logs in")
        case .logout: Phrase(fr: "ferme sa session", en: "logs out")
        case .failedLogin:
            Phrase(fr: "mots de passe refusés", en: "wrong passwords")
        case .lock: Phrase(fr: "verrouille", en: "locks")
        case .unlock: Phrase(fr: "déverrouille", en: "unlocks")
        case .account: Phrase(fr: "modifie le compte", en: "changes the account")
        case .recover:
            Phrase(fr: "reprend par le code de secours", en: "recovers by the recovery code")
        case .charter: Phrase(fr: "accepte une charte", en: "accepts a charter")
        case .newCharter:
            Phrase(fr: "ouvre sous une nouvelle charte", en: "opens under a new charter")
        case .bringHome:
            Phrase(fr: "reprend ce qui ne part plus", en: "takes home what leaves no more")
        case .backup: Phrase(fr: "sauvegarde", en: "backs up")
        case .restore: Phrase(fr: "restaure", en: "restores")
        case .retention: Phrase(fr: "purge", en: "purges")
        case .journal: Phrase(fr: "lit le journal", en: "reads the journal")
        }
    }
}
