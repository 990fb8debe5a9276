import ArgumentParser
import Console
import Glibc
import HubServer
import HubStore
import SyncCore

/// `secteur-hub office …`
struct OfficeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office",
        abstract: local(
            fr: "Inscrit un bureau pour un hub sans chiffrement, sur cette seule machine.",
            en: "Enrol an office for a hub without encryption, on this machine alone."),
        subcommands: [OfficeAddCommand.self])
}

/// `secteur-hub office add NAME`
struct OfficeAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: local(
            fr: "Inscrit un bureau et fait son secret.",
            en: "Enrol an office and make its secret."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-hub office add "CSS Bobigny" --out bobigny.secret

                Portez le fichier au bureau par un chemin sûr, puis détruisez votre copie : le hub \
                n'en garde que l'empreinte et ne peut pas le redire.
                """,
            en: """
                Example:
                  secteur-hub office add "CSS Bobigny" --out bobigny.secret

                Take the file to the office by a safe way, then destroy your copy: the hub keeps \
                nothing but its fingerprint and can't tell it again.
                """))

    @Argument(
        help: ArgumentHelp(
            local(fr: "Nom du bureau.", en: "The office's name."),
            valueName: local(fr: "nom", en: "name")))
    var name: String

    @OptionGroup var folder: FolderOption

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Fichier à créer pour le secret ; sinon il est affiché.",
                en: "A file to make for the secret; without it the secret is printed."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var out: String?

    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            var generator = SystemRandomNumberGenerator()
            let secret = BearerSecret(using: &generator)
            // First the file: an office whose secret nobody has would be of no use.
            if let out { try SecretFile(path: out).write(secret) }
            let office: OfficeNumber
            do {
                office = try hub.enrol(
                    name, secretDigest: Console.sha256(secret.bytes), by: Surroundings.admin)
            } catch {
                if let out { unlink(out) }
                throw error
            }
            report(office, secret)
        }
    }

    private func report(_ office: OfficeNumber, _ secret: BearerSecret) {
        if output.json {
            Output.json([
                "number": .integer(office.value), "name": .string(name),
                "secret": out == nil ? .string(secret.description) : .null,
                "file": JSON(out),
            ])
        } else if let out {
            Output.line(
                local(
                    fr: "Bureau \(office.value) inscrit : \(name). Secret dans \(out)",
                    en: "Office \(office.value) enrolled: \(name). Its secret is in \(out)"))
        } else {
            Output.line(secret.description)
        }
    }
}

/// A new file that only this account can read.
private struct SecretFile {
    let path: String

    func write(_ secret: BearerSecret) throws {
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else { throw SecretFileRefusal(path: path) }
        let line = Array("\(secret)\n".utf8)
        let written = Glibc.write(descriptor, line, line.count)
        guard fsync(descriptor) == 0, close(descriptor) == 0, written == line.count else {
            unlink(path)
            throw SecretFileRefusal(path: path)
        }
    }
}

/// The secret's file can't be made.
private struct SecretFileRefusal: ExitCoded {
    let path: String

    let code = "secret-file"
    let exit = Exit.cannotCreate

    var what: Phrase {
        Phrase(
            fr: "le fichier \(path) ne peut pas être créé, ou il existe déjà",
            en: "the file \(path) can't be made, or is there already")
    }

    var remedy: Phrase {
        Phrase(
            fr: "donnez un autre --out ; le bureau n'est pas inscrit",
            en: "give another --out; the office is not enrolled")
    }
}
