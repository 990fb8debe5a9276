package import SyncCore

/// Why a certificate, a key or a signing request can't be used. Holds nothing of it.
package enum CertificateRefusal: String, Explained, CaseIterable {
    /// Not the PEM or DER that it should be, or larger than any of ours.
    case malformed = "certificate-malformed"
    /// Not a key of P-256.
    case otherKey = "certificate-other-key"
    /// Not signed by whoever it names.
    case badSignature = "certificate-bad-signature"
    /// The certificate is of another key than the one that goes with it.
    case notOfThisKey = "certificate-not-of-this-key"
    /// Another authority issued it, or none.
    case notOfThisAuthority = "certificate-not-of-this-authority"
    /// A name that no certificate can be issued for.
    case badHost = "certificate-bad-host"

    package var code: String { rawValue }

    package var what: Phrase {
        switch self {
        case .malformed:
            Phrase(
                fr: "ce n'est ni un certificat, ni une clé, ni une demande que l'on puisse lire",
                en: "this is no certificate, key or request that can be read")
        case .otherKey:
            Phrase(fr: "cette clé n'est pas une clé P-256", en: "this key is not a P-256 key")
        case .badSignature:
            Phrase(fr: "la signature n'est pas la bonne", en: "the signature is wrong")
        case .notOfThisKey:
            Phrase(
                fr: "ce certificat est celui d'une autre clé",
                en: "this certificate is another key's")
        case .notOfThisAuthority:
            Phrase(
                fr: "ce certificat ne vient pas de l'autorité de ce hub",
                en: "this certificate is not of this hub's authority")
        case .badHost:
            Phrase(
                fr: "ce n'est ni le nom ni l'adresse d'une machine",
                en: "this is neither the name nor the address of a machine")
        }
    }

    package var remedy: Phrase {
        switch self {
        case .badHost:
            Phrase(
                fr: "donnez par exemple hub.exemple.fr ou 192.0.2.7",
                en: "give for example hub.example.org or 192.0.2.7")
        default:
            Phrase(
                fr: """
                    rien n'a été changé ; si le fichier est abîmé, reprenez-le d'une sauvegarde, ou \
                    demandez un nouveau code à qui tient le hub
                    """,
                en: """
                    nothing was changed; if the file is damaged, take it from a backup, or ask \
                    whoever runs the hub for a new code
                    """)
        }
    }
}
