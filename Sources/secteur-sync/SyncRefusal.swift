package import Console
import SyncCore
package import Transport

/// Why a hub and this office don't come to an understanding. Nothing was changed.
enum SyncRefusal: ExitCoded, Equatable {
    case refused(ExchangeAnswer.Refusal)
    /// The answer contradicts the request, or would be asked for without end.
    case impossibleAnswer
    case unreadable(WireError)
    /// Another sync of this office was faster, again and again.
    case overtaken

    init(_ fault: ExchangeFault) {
        switch fault {
        case .refused(let refusal): self = .refused(refusal)
        case .impossibleAnswer, .answerWithoutRequest: self = .impossibleAnswer
        case .overtaken: self = .overtaken
        }
    }

    var code: String {
        switch self {
        case .refused(let refusal): "hub-refuses-\(refusal.rawValue)"
        case .impossibleAnswer: "hub-answer-impossible"
        case .unreadable: "hub-answer-unreadable"
        case .overtaken: "sync-overtaken"
        }
    }

    var exit: Exit {
        switch self {
        case .refused(.notAllowed): .notAllowed
        case .refused(.charterUnknown), .refused(.unknownVersion): .config
        case .refused(.busy), .refused(.hubFault), .overtaken: .temporary
        case .refused(.malformed), .refused(.tooLarge), .refused(.wrongContentType): .software
        case .impossibleAnswer, .unreadable: .dataRefused
        }
    }

    var what: Phrase {
        switch self {
        case .refused(.notAllowed):
            Phrase(fr: "le hub ne reconnaît pas ce bureau", en: "the hub doesn't know this office")
        case .refused(.charterUnknown):
            Phrase(
                fr: "le hub ne travaille pas sous la même charte que ce bureau",
                en: "the hub doesn't work under the same charter as this office")
        case .refused(.unknownVersion):
            Phrase(
                fr: "le hub ne parle pas cette version du protocole",
                en: "the hub doesn't speak this version of the protocol")
        case .refused(.busy):
            Phrase(fr: "le hub est occupé", en: "the hub is busy")
        case .refused(.hubFault):
            Phrase(fr: "le hub a eu un incident", en: "the hub had a fault")
        case .refused(let refusal):
            Phrase(
                fr: "le hub n'a pas pu lire la demande de ce programme (\(refusal.rawValue))",
                en: "the hub could not read this program's request (\(refusal.rawValue))")
        case .impossibleAnswer:
            Phrase(
                fr: "la réponse du hub contredit la demande",
                en: "the hub's answer contradicts the request")
        case .unreadable(let error):
            Phrase(
                fr: "la réponse du hub n'est pas lisible (\(error))",
                en: "the hub's answer can't be read (\(error))")
        case .overtaken:
            Phrase(
                fr: "une autre synchronisation de ce bureau est en cours",
                en: "another sync of this office is under way")
        }
    }

    var remedy: Phrase {
        switch self {
        case .refused(.notAllowed):
            Phrase(
                fr: """
                    rien n'est perdu ; demandez un nouveau code à qui tient le hub, puis : secteur \
                    join
                    """,
                en: """
                    nothing is lost; ask whoever runs the hub for a new code, then: secteur join
                    """)
        case .refused(.charterUnknown):
            Phrase(
                fr: "rien n'est perdu ; qui tient le hub doit y publier chaque version de la "
                    + "charte que ce bureau a",
                en: "nothing is lost; whoever runs the hub must publish there each version of the "
                    + "charter that this office has")
        case .refused(.unknownVersion):
            Phrase(
                fr: "rien n'est perdu ; mettez à jour ce programme ou le hub",
                en: "nothing is lost; update this program or the hub")
        case .refused(.busy), .refused(.hubFault), .overtaken:
            Phrase(
                fr: "rien n'est perdu ; réessayez plus tard",
                en: "nothing is lost; try again later")
        case .refused, .impossibleAnswer, .unreadable:
            Phrase(
                fr: "rien n'a été changé ici ; signalez-le à qui tient le hub",
                en: "nothing was changed here; tell whoever runs the hub")
        }
    }
}

extension TransportError: ExitCoded {
    package var exit: Exit {
        switch kind {
        case .unreachable, .stalled, .interrupted, .busy, .hubFault, .damaged, .cancelled:
            .temporary
        case .notAHub: .unavailable
        case .notTrusted: .notAllowed
        case .badAddress, .plainOutside: .config
        case .tooLarge: .dataRefused
        }
    }
}
