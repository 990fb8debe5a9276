import ArgumentParser
import Charter
import Console
import Foundation

/// `--set FIELD=VALUE` and `--from FILE`, for every command that fills a record in.
struct FieldOptions: ParsableArguments {
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            local(
                fr: "Remplit une rubrique de la charte ; répétable.",
                en: "Fill in a field of the charter; can be repeated."),
            valueName: local(fr: "rubrique=valeur", en: "field=value")))
    var assignments: [String] = []

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            local(
                fr: "Lit les rubriques d'un fichier, ou de l'entrée standard (-).",
                en: "Read the fields from a file, or from standard input (-)."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var source: String?

    init() {}

    /// What every help text says of values on the command line.
    static let warning = local(
        fr: """
            Sur cette machine, les autres comptes peuvent voir ce qu'une commande reçoit en options. \
            Pour des données nominatives, laissez le programme les demander, ou donnez-les par \
            --from - : une ligne « rubrique: valeur » par rubrique (les lignes en retrait \
            continuent celle d'avant), ou un objet JSON.
            """,
        en: """
            Other accounts of this machine can see what a command gets as options. For personal \
            data let the program ask, or give them by --from -: one line 'field: value' per field \
            (indented lines go on with the one before), or a JSON object.
            """)

    /// Reads all that was given.
    func entries(of type: RecordType) throws -> FieldEntries {
        var entries = FieldEntries(of: type)
        for assignment in assignments { try entries.take(assignment: assignment) }
        if let source { try entries.take(input: try InputText.read(source)) }
        return entries
    }
}
