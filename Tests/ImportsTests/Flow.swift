/// Made-up files of the CAF's monthly flow, one household a line, in windows-1252.
enum Flow {
    static func person(
        family: String = "MARTIN", usage: String = "MARTIN", given: String = "ANNE",
        born: String = "1980-02-29", more: String = ""
    ) -> String {
        """
        <Personne><Identification><QUAL>MME</QUAL><NOM>\(usage)</NOM><NOMNAI>\(family)</NOMNAI>\
        <PRENOM>\(given)</PRENOM><DTNAI>\(born)</DTNAI>\(more)</Identification></Personne>
        """
    }

    static func household(_ persons: String, address: String = "") -> String {
        """
        <InfosFoyerRSA><IdentificationRSA><Organisme><MATRICULE>1234567</MATRICULE></Organisme>\
        </IdentificationRSA>\(persons)<DonneesAdministratives><Adresse>\(address)</Adresse>\
        </DonneesAdministratives></InfosFoyerRSA>
        """
    }

    /// The first household stands on line 3.
    static func file(_ households: String...) -> [UInt8] {
        let text =
            "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<Racine>\n"
            + households.joined(separator: "\n") + "\n</Racine>\n"
        return text.unicodeScalars.map { scalar in
            switch scalar {
            case "\u{152}": 0x8C
            default: UInt8(scalar.value)
            }
        }
    }
}
