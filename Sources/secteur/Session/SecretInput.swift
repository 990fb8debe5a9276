import Console
import DossierStore
import Foundation
import SyncCore

/// A password or code from a file, from standard input or from the keyboard: never from an
/// argument or a variable, which other accounts of the machine can see.
enum SecretInput {
    /// Longer than any password that somebody types.
    static let maximumBytes = 1_024

    /// The first line of a file; `-` is standard input.
    static func read(_ source: String) throws -> SecretBytes {
        guard source != "-" else { return try readLine(from: 0, named: "-") }
        let descriptor = open(source, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FieldRefusal.unreadable(source) }
        defer { close(descriptor) }
        return try readLine(from: descriptor, named: source)
    }

    /// Asks at the terminal, without showing what is typed.
    static func ask(_ question: Phrase) throws -> SecretBytes {
        guard Terminal.isInteractive(.input) else { throw SecretRefusal.nobodyToAsk }
        var shown = termios()
        guard tcgetattr(0, &shown) == 0 else { throw SecretRefusal.nobodyToAsk }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(0, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(0, TCSAFLUSH, &shown)
            Output.errorFragment("\n")
        }
        // After what was typed too early was thrown away, so that the answer isn't.
        Output.errorFragment(question.local + local(fr: " : ", en: ": "))
        return try readLine(from: 0, named: "-")
    }

    /// Asks for a new password, twice.
    static func askForNew(_ account: AccountCode) throws -> SecretBytes {
        let first = try ask(
            Phrase(
                fr: "Nouveau mot de passe de \(account)", en: "New password of \(account)"))
        let second = try ask(Phrase(fr: "Encore une fois", en: "Once more"))
        guard first.equals(second) else { throw SecretRefusal.different }
        return first
    }

    /// Up to the end of the line, which isn't part of it.
    private static func readLine(
        from descriptor: Int32, named name: String
    ) throws -> SecretBytes {
        let line = try SecretBytes(upTo: maximumBytes + 2) { space in
            var used = 0
            while used < space.count {
                let count = Foundation.read(descriptor, space.baseAddress! + used, 1)
                guard count >= 0 else { throw FieldRefusal.unreadable(name) }
                if count == 0 || space[used] == UInt8(ascii: "\n") { break }
                used += 1
            }
            if used > 0, space[used - 1] == UInt8(ascii: "\r") { used -= 1 }
            return used
        }
        guard line.count > 0 else { throw SecretRefusal.empty }
        guard line.count <= maximumBytes else { throw SecretRefusal.tooLong }
        return line
    }
}

/// Why what was given can't be a password.
enum SecretRefusal: String, ExitCoded, CaseIterable {
    case nobodyToAsk = "no-terminal"
    case different = "passwords-differ"
    case empty = "password-empty"
    case tooLong = "password-too-long"

    var code: String { rawValue }

    var exit: Exit { self == .nobodyToAsk ? .usage : .dataRefused }

    var what: Phrase {
        switch self {
        case .nobodyToAsk:
            Phrase(
                fr: "Un mot de passe est nécessaire, et personne n'est là pour le taper.",
                en: "A password is needed, and nobody is at a terminal to type it.")
        case .different:
            Phrase(
                fr: "Les deux mots de passe diffèrent.", en: "The two passwords differ.")
        case .empty:
            Phrase(fr: "Le mot de passe est vide.", en: "The password is empty.")
        case .tooLong:
            Phrase(
                fr: "Le mot de passe dépasse \(SecretInput.maximumBytes) octets.",
                en: "The password is longer than \(SecretInput.maximumBytes) bytes.")
        }
    }

    var remedy: Phrase {
        switch self {
        case .nobodyToAsk:
            Phrase(
                fr: "donnez-le par --password-file FICHIER, ou - pour l'entrée standard",
                en: "give it by --password-file FILE, or - for standard input")
        case .different:
            Phrase(fr: "recommencez", en: "try again")
        case .empty, .tooLong:
            Phrase(
                fr: "il tient sur la première ligne", en: "it stands on the first line")
        }
    }
}
