package import SyncCore

extension TransportError {
    package var what: Phrase {
        let words = Self.what[kind]!
        let reason = detail.map { " (\($0))" } ?? ""
        return Phrase(
            fr: "\(address) : \(words.fr)\(reason)", en: "\(address): \(words.en)\(reason)")
    }

    package var remedy: Phrase { Self.remedies[kind]! }

    private static let what: [Kind: Phrase] = [
        .badAddress: Phrase(
            fr: "ce n'est pas l'adresse d'un hub", en: "this is not the address of a hub"),
        .plainOutside: Phrase(
            fr: "http sans chiffrement n'est permis que vers cette machine",
            en: "http without encryption is only allowed to this very machine"),
        .unreachable: Phrase(fr: "le hub n'est pas joignable", en: "the hub can't be reached"),
        .stalled: Phrase(fr: "le hub ne répond plus", en: "the hub stopped responding"),
        .interrupted: Phrase(
            fr: "la connexion s'est interrompue", en: "the connection broke"),
        .busy: Phrase(fr: "le hub est occupé", en: "the hub is busy"),
        .hubFault: Phrase(fr: "le hub a eu un incident", en: "the hub had a fault"),
        .notTrusted: Phrase(
            fr: "le certificat du hub n'est pas reconnu",
            en: "the hub's certificate is not trusted"),
        .notAHub: Phrase(
            fr: "ce qui a répondu n'est pas un hub", en: "what answered is not a hub"),
        .tooLarge: Phrase(
            fr: "la réponse est trop grande pour venir d'un hub",
            en: "the answer is larger than any hub's"),
        .damaged: Phrase(
            fr: "la réponse est arrivée abîmée", en: "the answer arrived damaged"),
        .cancelled: Phrase(fr: "l'échange a été arrêté", en: "the exchange was stopped"),
    ]

    private static let nothingLost = Phrase(
        fr: "rien n'est perdu : tout ce qui attend partira à la prochaine synchronisation",
        en: "nothing is lost: what is waiting will leave at the next sync")

    private static let remedies: [Kind: Phrase] = [
        .badAddress: Phrase(
            fr: "donnez-la comme https://hub.exemple.fr, sans mot de passe ni « ? »",
            en: "write it like https://hub.example.org, without a password or a \"?\""),
        .plainOutside: Phrase(
            fr: "utilisez une adresse qui commence par https://",
            en: "use an address that begins with https://"),
        .unreachable: nothingLost,
        .stalled: nothingLost,
        .interrupted: nothingLost,
        .busy: nothingLost,
        .hubFault: nothingLost,
        .notTrusted: Phrase(
            fr: """
                rien n'a été envoyé ; vérifiez l'adresse et l'heure de cette machine, et ne \
                continuez pas avant que la personne qui tient le hub ne l'ait confirmé
                """,
            en: """
                nothing was sent; check the address and this machine's clock, and don't go on \
                before whoever runs the hub has confirmed it
                """),
        .notAHub: Phrase(
            fr: """
                rien n'est perdu ; vérifiez l'adresse, ou la page d'accueil du réseau (hôtel, \
                gare) qui demande à être acceptée
                """,
            en: """
                nothing is lost; check the address, or the network's welcome page (hotel, \
                station) that wants to be accepted
                """),
        .tooLarge: Phrase(
            fr: "vérifiez l'adresse ; si elle est juste, signalez-le à qui tient le hub",
            en: "check the address; if it is right, tell whoever runs the hub"),
        .damaged: nothingLost,
        .cancelled: nothingLost,
    ]
}
