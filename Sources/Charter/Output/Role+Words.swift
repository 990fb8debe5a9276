import SyncCore

extension Role {
    /// Whose cases it reads and writes, or what it does instead.
    var words: Phrase {
        switch (side, duty, reach) {
        case (.hub, _, _):
            Phrase(fr: "ce qui part, et rien d'autre", en: "what leaves, and nothing else")
        case (_, .accounts, _):
            Phrase(
                fr: "s'occupe des comptes ; ne lit aucun dossier",
                en: "looks after accounts; reads no case file")
        case (_, .oversight, _):
            Phrase(
                fr: "lit le journal des accès ; ne lit aucun dossier",
                en: "reads the journal of access; reads no case file")
        case (_, nil, .own):
            Phrase(fr: "ses propres dossiers", en: "their own case files")
        case (_, nil, .shared):
            Phrase(
                fr: "ses propres dossiers, et ceux qu'on lui partage pour un temps",
                en: "their own case files, and those shared with them for a time")
        case (_, nil, .all):
            Phrase(
                fr: "tous les dossiers du service, un à la fois",
                en: "all case files of the office, one at a time")
        }
    }
}
