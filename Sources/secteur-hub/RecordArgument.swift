import ArgumentParser
import Console
import HubStore
import SyncCore

/// The record that a command is about, by the first digits of its identifier.
struct RecordArgument: ParsableArguments {
    /// Fewer could hit another record by a slip of the finger.
    private static let leastDigits = 8

    @Argument(
        help: ArgumentHelp(
            local(
                fr: "L'identifiant de la fiche, ou ses 8 premiers chiffres au moins.",
                en: "The record's identifier, or its first 8 digits at least."),
            valueName: local(fr: "fiche", en: "record")))
    private var digits: String

    /// Whether it is all of the identifier.
    var isWhole: Bool { digits.count == 32 }

    func validate() throws {
        guard (Self.leastDigits...32).contains(digits.count), digits.allSatisfy(\.isHexDigit) else {
            throw ValidationError(
                local(
                    fr: "un identifiant a 32 chiffres hexadécimaux ; donnez-en 8 au moins",
                    en: "an identifier has 32 hexadecimal digits; give 8 of them at least"))
        }
    }

    func id(in hub: Hub) throws -> RecordID {
        try hub.identifier(startingWith: digits)
    }
}
