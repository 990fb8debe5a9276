import ArgumentParser
import Console

/// The fields of a person that have an option of their own.
struct PersonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            local(fr: "Nom de famille.", en: "Family name."),
            valueName: local(fr: "nom", en: "name")))
    var familyName: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Prénom.", en: "Given name."), valueName: local(fr: "prénom", en: "name")))
    var givenName: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Date de naissance.", en: "Date of birth."), valueName: "date"))
    var birthDate: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Commune, par son code INSEE.", en: "Commune, by its INSEE code."),
            valueName: "code"))
    var commune: String?

    init() {}

    func add(to entries: inout FieldEntries) throws {
        try entries.take("family-name", familyName)
        try entries.take("given-name", givenName)
        try entries.take("birth-date", birthDate)
        try entries.take("commune", commune)
    }
}
