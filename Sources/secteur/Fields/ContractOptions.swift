import ArgumentParser
import Console

/// The fields of a contract that have an option of their own.
struct ContractOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            local(fr: "Nature : rmi, cer, ce.", en: "Kind: rmi, cer, ce."), valueName: "code"))
    var kind: String?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "État : draft, signed, sent, validated …",
                en: "Status: draft, signed, sent, validated …"), valueName: "code"))
    var status: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Décision de la commission.", en: "Decision of the commission."),
            valueName: "code"))
    var decision: String?

    @Option(help: ArgumentHelp(local(fr: "Début.", en: "Start."), valueName: "date"))
    var start: String?

    @Option(help: ArgumentHelp(local(fr: "Fin.", en: "End."), valueName: "date"))
    var end: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Date de signature.", en: "Date of signature."), valueName: "date"))
    var signed: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Durée en mois.", en: "Duration in months."),
            valueName: local(fr: "mois", en: "months")))
    var duration: String?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Thèmes, séparés par des virgules : housing,employment …",
                en: "Themes, separated by commas: housing,employment …"), valueName: "codes"))
    var themes: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Commune, par son code INSEE.", en: "Commune, by its INSEE code."),
            valueName: "code"))
    var commune: String?

    init() {}

    func add(to entries: inout FieldEntries) throws {
        try entries.take("kind", kind)
        try entries.take("status", status)
        try entries.take("decision", decision)
        try entries.take("start", start)
        try entries.take("end", end)
        try entries.take("signed", signed)
        try entries.take("duration", duration)
        try entries.take("themes", themes)
        try entries.take("commune", commune)
    }
}
