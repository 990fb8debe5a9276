import ArgumentParser
import Certificates
import Charter
import Console
import Glibc
import HubServer
import HubStore
import SyncCore

/// `secteur-hub init DIR`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: local(fr: "Crée un hub.", en: "Make a hub."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-hub init /srv/hub --host hub.exemple.fr --charter charte.yaml

                Crée aussi son autorité de certification et le certificat de son serveur. La clé \
                authority.key.pem est ce qu'un hub a de plus précieux : gardez-en une copie en lieu \
                sûr. Sans --charter, le hub prend la charte fournie, « insertion ».
                """,
            en: """
                Example:
                  secteur-hub init /srv/hub --host hub.example.org --charter charter.yaml

                Makes its certificate authority and its server's certificate too. The key \
                authority.key.pem is the most precious thing a hub has: keep a copy in a safe place. \
                Without --charter the hub takes the charter that comes with it, `insertion`.
                """))

    @Argument(
        help: ArgumentHelp(
            local(fr: "Dossier du hub, créé au besoin.", en: "The hub's folder, made if need be."),
            valueName: local(fr: "dossier", en: "folder")),
        completion: .directory)
    var directory: String

    @OptionGroup var charter: CharterOption
    @OptionGroup var host: HostOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let charter = try charter.charter() ?? Charter.insertion()
            let hosts = try host.hosts()
            try Self.makeFolder(directory)
            let folder = HubFolder(path: directory)
            let store = try SQLiteHub.create(at: folder.store, random: Surroundings.random)
            let hub: Hub
            do {
                hub = try Hub.create(
                    in: store, charter: charter, by: Surroundings.admin,
                    Surroundings.ofThisMachine)
            } catch {
                // A store without a charter is of no use, and nothing is in it yet.
                try? store.close()
                for end in ["", "-wal", "-shm"] { unlink(folder.store + end) }
                throw error
            }
            defer { try? hub.close() }  // a log that stays full is emptied by the next to close
            let credentials = try HubKeys(folder: folder).make(
                hosts: hosts, at: Surroundings.now())
            let fingerprint = credentials.authority.certificate.fingerprint.description
            if output.json {
                Output.json([
                    "store": .string(folder.store), "charter": .string(hub.charter.name.text),
                    "version": .integer(Int64(hub.charter.version)),
                    "authority": .string(fingerprint),
                    "hosts": .array(hosts.map { .string($0.description) }),
                ])
            } else {
                Output.line(
                    local(
                        fr: "Hub créé : \(folder.store)", en: "The hub is made: \(folder.store)"))
                Output.line(
                    local(
                        fr: "Charte : \(charter.label.fr), version \(charter.version)",
                        en: "Charter: \(charter.label.en), version \(charter.version)"))
                let names = hosts.map(\.description).joined(separator: ", ")
                Output.line(local(fr: "Serveur : \(names)", en: "Server: \(names)"))
            }
        }
    }

    /// Makes the folder, for this account alone. One that is there already stays as it is.
    private static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw FolderRefusal(path: path)
        }
    }
}

/// The folder can't be made.
private struct FolderRefusal: ExitCoded {
    let path: String

    let code = "hub-folder"
    let exit = Exit.cannotCreate

    var what: Phrase {
        Phrase(
            fr: "le dossier \(path) ne peut pas être créé", en: "the folder \(path) can't be made")
    }

    var remedy: Phrase {
        Phrase(
            fr: "vérifiez le chemin et les droits de ce compte",
            en: "check the path and what this account may do there")
    }
}
