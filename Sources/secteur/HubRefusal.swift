import Console
import SyncCore

/// Why the office isn't connected.
enum HubRefusal: ExitCoded {
    case notAnAddress
    case notEncrypted
    case notASecret(path: String)
    case cannotWrite(path: String)

    var code: String {
        switch self {
        case .notAnAddress: "hub-address-malformed"
        case .notEncrypted: "hub-join-not-encrypted"
        case .notASecret: "hub-secret-malformed"
        case .cannotWrite: "hub-secret-cannot-write"
        }
    }

    var exit: Exit {
        switch self {
        case .notAnAddress, .notEncrypted: .usage
        case .notASecret: .config
        case .cannotWrite: .io
        }
    }

    var what: Phrase {
        switch self {
        case .notAnAddress:
            Phrase(fr: "Ce n'est pas l'adresse d'un hub.", en: "This is not a hub's address.")
        case .notEncrypted:
            Phrase(
                fr: "On ne rejoint un hub que par une adresse https.",
                en: "A hub is joined by an https address only.")
        case .notASecret(let path):
            Phrase(
                fr: "\(path) ne contient pas le secret d'un bureau.",
                en: "\(path) doesn't hold an office's secret.")
        case .cannotWrite(let path):
            Phrase(fr: "\(path) ne peut pas être écrit.", en: "\(path) can't be written.")
        }
    }

    var remedy: Phrase {
        switch self {
        case .notAnAddress, .notEncrypted:
            Phrase(
                fr: "par exemple https://hub.exemple.fr:8470",
                en: "such as https://hub.example.org:8470")
        case .notASecret:
            Phrase(
                fr: "donnez le fichier que « secteur-hub office add » a fait",
                en: "give the file that 'secteur-hub office add' made")
        case .cannotWrite:
            Phrase(
                fr: "vérifiez le disque et les droits du dossier",
                en: "check the disk and the folder's permissions")
        }
    }
}
