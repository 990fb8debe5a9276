import Charter
import Console
import SyncCore

/// Fields without which the record isn't made.
struct MissingFields: ExitCoded {
    let type: RecordType
    let fields: [Field]

    let code = "field-required"
    let exit = Exit.dataRefused

    var what: Phrase {
        Phrase(
            fr: "Il manque : "
                + fields.map { "\($0.label.fr) (\($0.name))" }.joined(separator: ", "),
            en: "Missing: " + fields.map { "\($0.label.en) (\($0.name))" }.joined(separator: ", "))
    }

    var remedy: Phrase {
        Phrase(
            fr: "donnez-les par --from ou --set, ou laissez le programme les demander",
            en: "give them by --from or --set, or let the program ask")
    }
}
