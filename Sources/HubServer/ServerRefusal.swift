package import SyncCore

/// Why the server can't listen.
package enum ServerRefusal: Explained, Hashable {
    case notLoopback(host: String)
    case noSuchPort(Int)
    case portTaken(Int)
    case portNotAllowed(Int)

    package var code: String {
        switch self {
        case .notLoopback: "hub-not-loopback"
        case .noSuchPort: "hub-no-such-port"
        case .portTaken: "hub-port-taken"
        case .portNotAllowed: "hub-port-not-allowed"
        }
    }

    package var what: Phrase {
        switch self {
        case .notLoopback(let host):
            Phrase(
                fr: "\(host) n'est pas une adresse de cette seule machine",
                en: "\(host) is not an address of this machine alone")
        case .noSuchPort(let port):
            Phrase(fr: "il n'y a pas de port \(port)", en: "there is no port \(port)")
        case .portTaken(let port):
            Phrase(
                fr: "un autre programme écoute déjà sur le port \(port)",
                en: "another program listens on port \(port) already")
        case .portNotAllowed(let port):
            Phrase(
                fr: "ce compte ne peut pas écouter sur le port \(port)",
                en: "this account may not listen on port \(port)")
        }
    }

    package var remedy: Phrase {
        switch self {
        case .notLoopback:
            Phrase(
                fr: """
                    sans chiffrement le hub n'écoute que sur cette machine : donnez --host \
                    127.0.0.1, ou retirez --plain-http-on-loopback
                    """,
                en: """
                    without encryption the hub listens on this machine alone: give --host \
                    127.0.0.1, or leave --plain-http-on-loopback out
                    """)
        case .noSuchPort:
            Phrase(fr: "donnez un nombre de 0 à 65535", en: "give a number from 0 to 65535")
        case .portTaken:
            Phrase(
                fr: "donnez un autre --port, ou 0 pour en laisser choisir un",
                en: "give another --port, or 0 to have one chosen")
        case .portNotAllowed:
            Phrase(fr: "donnez un --port au-dessus de 1023", en: "give a --port above 1023")
        }
    }
}
