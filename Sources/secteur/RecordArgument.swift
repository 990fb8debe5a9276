import ArgumentParser
import Charter
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

    /// The identifier, which must be a person's.
    func person(in desk: Desk) throws -> RecordID {
        try desk.identifier(startingWith: digits, type: try desk.personType().name)
    }
}

extension RecordID {
    /// Enough digits to find the record again, and few enough to be read aloud.
    var short: String { String(description.prefix(12)) }

    /// The same in groups of four, as it is written on a paper dossier: `3f2a-91c0-77de`.
    var paperReference: String {
        let digits = Array(short)
        return stride(from: 0, to: digits.count, by: 4)
            .map { String(digits[$0..<min($0 + 4, digits.count)]) }.joined(separator: "-")
    }
}

extension FieldName: ExpressibleByArgument {
    package init?(argument: String) { self.init(text: argument) }
}
