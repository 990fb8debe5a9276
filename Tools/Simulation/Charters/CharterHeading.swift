/// What charters of simulations and tests have in common: all before their types of record about a
/// person.
package enum CharterHeading {
    /// YAML down to the person's fields, after which further types follow.
    package static func text(
        name: String = "works", version: Int, statuses: [String]
    ) -> String {
        let codes = statuses.map { "      \($0): { fr: \"\($0)\", en: \"\($0)\" }\n" }.joined()
        return """
            charter: \(name)
            version: \(version)
            label: { fr: "Travaux", en: "Works" }
            controller: { fr: "La ville", en: "The town" }
            purposes:
              follow:
                label: { fr: "Suivre", en: "Follow" }
                basis: { fr: "Consentement", en: "Consent" }
            recipients:
              town: { label: { fr: "La mairie", en: "The town hall" } }
            roles:
              worker: { label: { fr: "Agent", en: "Worker" }, at: office }
              board: { label: { fr: "Commission", en: "Board" }, at: hub }
            lists:
              statuses:
                label: { fr: "États", en: "States" }
                codes:
            \(codes)  themes:
                label: { fr: "Thèmes", en: "Themes" }
                codes: { wood: "bois", food: "repas" }
            types:
              person:
                label: { fr: "Personne", en: "Person" }
                read: [worker]
                write: [worker]
                keep: 2y after last-contact
                fields:
                  name:
                    label: { fr: "Nom", en: "Name" }
                    type: name
                    purpose: follow

            """
    }
}
