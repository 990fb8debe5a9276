package import SyncCore

/// Why a dossier could not be read or written, when the file itself is fine (`StoreError` says when
/// it isn't). Names files and identifiers, never what stands in them.
package struct DossierError: Explained, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The office's key file is not there.
        case keyMissing = "key-missing"
        /// Others than the owner may read the key file.
        case keyExposed = "key-exposed"
        /// The key file is not one, or is the key of other dossiers.
        case keyWrong = "key-wrong"
        /// A sealed box doesn't open: it was altered, moved from elsewhere or put back from before.
        case sealBroken = "seal-broken"
        /// The folder of a person is not there, or was erased.
        case unknownPerson = "person-unknown"
        /// A record of this identifier is there already.
        case duplicate = "record-exists"
        /// Somebody changed the record since it was read.
        case changedMeanwhile = "record-changed"
        /// The journal of access is not what was noted in it.
        case journalBroken = "journal-broken"
    }

    package let kind: Kind
    /// The file, the identifier of a record, or the number of a line of the journal. They name
    /// nobody.
    package let place: String

    package init(_ kind: Kind, at place: String) {
        self.kind = kind
        self.place = place
    }

    package var code: String { kind.rawValue }

    package var what: Phrase {
        switch kind {
        case .keyMissing:
            Phrase(
                fr: "La clé du bureau manque : \(place).",
                en: "The office's key is missing: \(place).")
        case .keyExposed:
            Phrase(
                fr: "D'autres comptes peuvent lire la clé du bureau : \(place).",
                en: "Other accounts may read the office's key: \(place).")
        case .keyWrong:
            Phrase(
                fr: "Cette clé n'ouvre pas ces dossiers : \(place).",
                en: "This key doesn't open these dossiers: \(place).")
        case .sealBroken:
            Phrase(
                fr: "Un scellé ne s'ouvre pas : enregistrement \(place).",
                en: "A sealed record doesn't open: \(place).")
        case .unknownPerson:
            Phrase(
                fr: "Il n'y a pas de personne \(place) ici.",
                en: "There is no person \(place) here.")
        case .duplicate:
            Phrase(
                fr: "Un enregistrement \(place) existe déjà.",
                en: "There is a record \(place) already.")
        case .changedMeanwhile:
            Phrase(
                fr: "L'enregistrement \(place) a été modifié entre-temps.",
                en: "Record \(place) was changed meanwhile.")
        case .journalBroken:
            Phrase(
                fr: "Le journal des accès a été altéré ou tronqué, à la ligne \(place).",
                en: "The journal of access was altered or cut short, at line \(place).")
        }
    }

    package var remedy: Phrase {
        switch kind {
        case .keyMissing, .keyWrong:
            Phrase(
                fr: "Remettez le fichier office.key de ce bureau depuis sa sauvegarde ; "
                    + "sans lui, personne ne peut lire ces dossiers.",
                en: "Put this office's office.key back from its backup; "
                    + "without it nobody can read these dossiers.")
        case .keyExposed:
            Phrase(
                fr: "Rendez-la privée : chmod 600 \(place)",
                en: "Make it private: chmod 600 \(place)")
        case .sealBroken, .journalBroken:
            Phrase(
                fr: "Remettez une sauvegarde, et prévenez la personne chargée de la sécurité.",
                en: "Put a backup back, and tell whoever is in charge of security.")
        case .unknownPerson:
            Phrase(
                fr: "Cherchez l'identifiant avec « secteur person find ».",
                en: "Look the identifier up with 'secteur person find'.")
        case .duplicate:
            Phrase(fr: "Modifiez cet enregistrement.", en: "Edit that record instead.")
        case .changedMeanwhile:
            Phrase(fr: "Relisez-le et recommencez.", en: "Read it again and try again.")
        }
    }
}
