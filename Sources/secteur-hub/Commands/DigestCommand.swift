import ArgumentParser
import Console
import HubStore
import SyncCore

/// `secteur-hub digest`
struct DigestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: local(
            fr: "Calcule l'empreinte de la part de chaque bureau.",
            en: "Compute the digest of each office's part."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-hub digest

                L'empreinte d'un bureau est celle qu'affiche « secteur digest » quand le bureau et \
                le hub tiennent les mêmes fiches.
                """,
            en: """
                Example:
                  secteur-hub digest

                An office's digest is the one that `secteur digest` prints when the office and the \
                hub hold the same records.
                """))

    @OptionGroup var folder: FolderOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let parts = try hub.offices().map { office in
                (office, try hub.digest(of: office.number).hexadecimal)
            }
            let whole = try hub.digest(of: nil).hexadecimal
            if output.json {
                Output.json([
                    "hub": .string(whole),
                    "offices": .array(
                        parts.map { office, digest in
                            [
                                "number": .integer(office.number.value),
                                "name": .string(office.name), "digest": .string(digest),
                            ]
                        }),
                ])
                return
            }
            for (office, digest) in parts { Output.line("\(digest)  \(office.name)") }
            Output.line("\(whole)  " + local(fr: "tout le hub", en: "the whole hub"))
        }
    }
}

extension PartDigest {
    /// 64 lower-case digits.
    var hexadecimal: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
