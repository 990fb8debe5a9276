import ArgumentParser
import Console
import DossierStore
import SyncCore

extension FolderMarks.Freeze.Reason: ExpressibleByArgument {
    package init?(argument: String) {
        guard let reason = Self.allCases.first(where: { $0.word == argument }) else { return nil }
        self = reason
    }

    package static var allValueStrings: [String] { allCases.map(\.word) }

    /// The word for it on the command line and in JSON.
    var word: String {
        switch self {
        case .accuracyContested: "accuracy"
        case .unlawful: "unlawful"
        case .legalClaim: "claim"
        case .objectionPending: "objection"
        }
    }

    var words: Phrase {
        switch self {
        case .accuracyContested:
            Phrase(
                fr: "la personne en conteste l'exactitude", en: "the person contests its accuracy")
        case .unlawful:
            Phrase(
                fr: "il ne devrait pas être gardé, et la personne s'oppose à l'effacement",
                en: "it shouldn't be kept, and the person opposes its erasure")
        case .legalClaim:
            Phrase(
                fr: "la personne en a besoin pour faire valoir un droit",
                en: "the person needs it for a legal claim")
        case .objectionPending:
            Phrase(
                fr: "la personne s'est opposée, et c'est à l'examen",
                en: "the person objected, and that is being looked at")
        }
    }
}
