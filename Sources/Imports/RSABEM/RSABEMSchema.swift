import SyncCore

/// The elements of the CAF's monthly flow on RSA households that can become fields of a person.
///
/// All other elements have no place in a dossier here and are dropped at the door: resources,
/// rights, controls, children's benefits. So are those whose field the charter does not declare.
enum RSABEMSchema {
    static let root = "Racine"
    static let household = "InfosFoyerRSA"
    static let person = "Personne"
    static let address = "Adresse"
    static let closing = "TransmissionFlux"

    /// Elements below `Personne`. The flow writes the name at birth in `NOMNAI`.
    static let ofPerson: [String: Code] = [
        "Identification/NOMNAI": Code(literal: "family-name"),
        "Identification/NOM": Code(literal: "usage-name"),
        "Identification/PRENOM": Code(literal: "given-name"),
        "Identification/DTNAI": Code(literal: "birth-date"),
        "Identification/NIR": Code(literal: "nir"),
    ]

    /// Elements below `InfosFoyerRSA` that stand for all the persons of the household.
    static let ofHousehold: [String: Code] = [
        "IdentificationRSA/Organisme/MATRICULE": Code(literal: "caf-number"),
        "\(addressPath)NUMCOM": Code(literal: "commune"),
    ]

    /// The elements that make up one address, in the order of an envelope.
    static let addressParts = [
        "COMPLIDEADR", "COMPLADR", "NUMVOIE", "LIBTYPEVOIE", "NOMVOIE", "LIEUDIST", "CODEPOS",
        "NOMCOM",
    ]
    static let addressPath = "DonneesAdministratives/Adresse/AdresseDetailleeFrance/"
    static let addressField = Code(literal: "address")

    /// Names of elements that may be kept, to look at a path only where it can matter.
    static let keptNames = Set(
        (ofPerson.keys.map(lastName) + ofHousehold.keys.map(lastName)) + addressParts)

    /// The element's own name in its path.
    static func lastName(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
