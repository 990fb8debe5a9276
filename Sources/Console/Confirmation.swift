package import SyncCore

extension Console {
    /// Asks a yes-or-no question. Throws unless the person at the terminal says yes.
    ///
    /// - Parameter agreed: the person said yes on the command line (`--yes`); then nothing is asked.
    package static func confirm(_ question: Phrase, agreed: Bool) throws {
        if agreed { return }
        guard Terminal.isInteractive(.input) else { throw NotConfirmed.noTerminal }
        let choices = Phrase(fr: "[oui/non]", en: "[yes/no]")
        Output.errorFragment("\(question.local) \(choices.local) ")
        guard isYes(readLine() ?? "") else { throw NotConfirmed.declined }
    }

    /// Yes in either language, whole or its first letter.
    static func isYes(_ answer: String) -> Bool {
        let word = answer.lowercased().filter { !$0.isWhitespace }
        return ["o", "oui", "y", "yes"].contains(word)
    }
}

/// The person didn't agree, or nobody was there to be asked.
package enum NotConfirmed: ExitCoded {
    case declined
    case noTerminal

    package var code: String {
        switch self {
        case .declined: "not-confirmed"
        case .noTerminal: "no-terminal"
        }
    }

    package var exit: Exit {
        switch self {
        case .declined: .notAllowed
        case .noTerminal: .usage
        }
    }

    package var what: Phrase {
        switch self {
        case .declined:
            Phrase(fr: "non confirmé : rien n'a été changé", en: "not confirmed: nothing changed")
        case .noTerminal:
            Phrase(
                fr: "une confirmation est nécessaire, et personne n'est là pour la donner",
                en: "this must be confirmed, and nobody is at a terminal to do so")
        }
    }

    package var remedy: Phrase {
        switch self {
        case .declined:
            Phrase(
                fr: "relancez la commande et répondez « oui »",
                en: "run the command again and answer \"yes\"")
        case .noTerminal:
            Phrase(
                fr: "ajoutez --yes si vous en êtes sûr", en: "add --yes if you are sure")
        }
    }
}
