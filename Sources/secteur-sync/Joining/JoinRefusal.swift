import Console
import SyncCore

/// Why an office doesn't join its hub, or has nothing to show it.
enum JoinRefusal: String, ExitCoded, CaseIterable {
    /// Who answers isn't the hub that made the code.
    case otherHub = "hub-other-authority"
    case codeUnknown = "hub-code-unknown"
    case codeSpent = "hub-code-spent"
    case keyKnown = "hub-key-known"
    case notAllowed = "hub-refuses-not-allowed"
    case malformed = "hub-refuses-request"
    /// The address is of plain http.
    case notEncrypted = "hub-join-not-encrypted"
    /// The office has an address and no certificate.
    case notJoined = "hub-not-joined"
    case expired = "hub-certificate-expired"

    var code: String { rawValue }

    var exit: Exit {
        switch self {
        case .otherHub, .codeUnknown, .codeSpent, .notAllowed, .expired: .notAllowed
        case .keyKnown: .temporary
        case .malformed: .software
        case .notEncrypted, .notJoined: .config
        }
    }

    var what: Phrase {
        switch self {
        case .otherHub:
            Phrase(
                fr: "ce qui répond à cette adresse n'est pas le hub qui a fait ce code",
                en: "what answers at this address is not the hub that made this code")
        case .codeUnknown:
            Phrase(fr: "le hub ne connaît pas ce code", en: "the hub doesn't know this code")
        case .codeSpent:
            Phrase(
                fr: "ce code a déjà servi, ou ses 72 heures sont passées",
                en: "this code was used already, or its 72 hours are over")
        case .keyKnown:
            Phrase(
                fr: "le hub connaît déjà cette clé ; elle est abandonnée",
                en: "the hub knows this key already; it is given up")
        case .notAllowed:
            Phrase(fr: "le hub ne reconnaît pas ce bureau", en: "the hub doesn't know this office")
        case .malformed:
            Phrase(
                fr: "le hub n'a pas pu lire la demande de ce programme",
                en: "the hub could not read this program's request")
        case .notEncrypted:
            Phrase(
                fr: "on ne rejoint un hub que par une adresse https",
                en: "a hub is joined by an https address only")
        case .notJoined:
            Phrase(
                fr: "ce bureau n'a pas encore rejoint son hub",
                en: "this office hasn't joined its hub yet")
        case .expired:
            Phrase(
                fr: "le certificat de ce bureau a expiré",
                en: "this office's certificate has expired")
        }
    }

    var remedy: Phrase {
        switch self {
        case .otherHub:
            Phrase(
                fr: """
                    rien ne lui a été dit, pas même le code ; vérifiez l'adresse, et prévenez qui \
                    tient le hub si elle est juste
                    """,
                en: """
                    nothing was said to it, not even the code; check the address, and tell whoever \
                    runs the hub if it is right
                    """)
        case .codeUnknown, .codeSpent:
            Phrase(
                fr: "demandez un nouveau code à qui tient le hub (secteur-hub enrol)",
                en: "ask whoever runs the hub for a new code (secteur-hub enrol)")
        case .keyKnown:
            Phrase(fr: "recommencez", en: "try again")
        case .notAllowed, .expired:
            Phrase(
                fr: """
                    rien n'est perdu ; demandez un nouveau code à qui tient le hub, puis : secteur \
                    join
                    """,
                en: """
                    nothing is lost; ask whoever runs the hub for a new code, then: secteur join
                    """)
        case .malformed:
            Phrase(
                fr: "mettez à jour ce programme ou le hub", en: "update this program or the hub")
        case .notEncrypted:
            Phrase(
                fr: "par exemple : secteur join https://hub.exemple.fr:8470",
                en: "such as: secteur join https://hub.example.org:8470")
        case .notJoined:
            Phrase(
                fr: """
                    demandez un code à qui tient le hub, puis : secteur join https://… ; tout ce \
                    qui attend reste ici
                    """,
                en: """
                    ask whoever runs the hub for a code, then: secteur join https://…; what is \
                    waiting stays here
                    """)
        }
    }
}
