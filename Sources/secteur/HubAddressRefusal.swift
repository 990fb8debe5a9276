import Console
import SyncCore

/// Why an address isn't taken for a hub's.
enum HubAddressRefusal: ExitCoded {
    case notAnAddress
    case notEncrypted

    var code: String {
        switch self {
        case .notAnAddress: "hub-address-malformed"
        case .notEncrypted: "hub-join-not-encrypted"
        }
    }

    var exit: Exit { .usage }

    var what: Phrase {
        switch self {
        case .notAnAddress:
            Phrase(fr: "Ce n'est pas l'adresse d'un hub.", en: "This is not a hub's address.")
        case .notEncrypted:
            Phrase(
                fr: "On ne rejoint un hub que par une adresse https.",
                en: "A hub is joined by an https address only.")
        }
    }

    var remedy: Phrase {
        Phrase(
            fr: "par exemple https://hub.exemple.fr:8470",
            en: "such as https://hub.example.org:8470")
    }
}
