import ArgumentParser
import Console
import Desk
import SyncCore

/// The record that a command is about, by the first digits of its identifier.
struct RecordArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Les premiers chiffres de l'identifiant.",
                en: "The first digits of the identifier."),
            valueName: local(fr: "identifiant", en: "identifier")))
    var digits: String

    init() {}

    func id(in desk: Desk) throws -> RecordID {
        try desk.identifier(startingWith: digits)
    }
}

extension RecordID {
    /// Enough digits to find the record again, and few enough to be read aloud.
    var short: String { String(description.prefix(12)) }
}

extension FieldName: ExpressibleByArgument {
    package init?(argument: String) { self.init(text: argument) }
}
