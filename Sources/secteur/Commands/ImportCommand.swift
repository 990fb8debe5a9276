import ArgumentParser
import Charter
import Console
import Desk
import Imports
import SyncCore

/// `secteur import`
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: local(
            fr: "Reprend des dossiers d'un fichier.", en: "Take case files in from a file."),
        subcommands: [ImportRSABEMCommand.self, ImportCSVCommand.self])
}

/// `secteur import rsabem FILE`
struct ImportRSABEMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rsabem",
        abstract: local(
            fr: "Reprend les personnes du flux mensuel de la CAF (RSABEM).",
            en: "Take in the persons of the CAF's monthly flow (RSABEM)."),
        discussion: local(
            fr: "Exemple :\n  secteur import rsabem flux.xml --dry-run\n\n" + ImportOptions.words,
            en: "Example:\n  secteur import rsabem flow.xml --dry-run\n\n" + ImportOptions.words))

    @OptionGroup var options: ImportOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            var reader = try RSABEMReader(.file(options.path), charter: desk.charter)
            try ImportRun(desk: desk, options: options, output: output).run(&reader)
        }
    }
}

/// `secteur import csv FILE --map MAP`
struct ImportCSVCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "csv",
        abstract: local(
            fr: "Reprend un tableau, selon une correspondance de colonnes.",
            en: "Take a spreadsheet in, by a map of its columns."),
        discussion: local(
            fr: """
                Exemple :
                  secteur import csv contrats.csv --map colonnes.yaml --dry-run

                La correspondance :
                  encoding: windows-1252
                  dates: JJ/MM/AAAA
                  key: "N° de dossier"
                  columns:
                    "Nom": person.family-name
                    "État": { field: contract.status, codes: { "En cours": validated } }
                    "Thèmes": { field: contract.themes, between: "," }


                """,
            en: """
                Example:
                  secteur import csv contracts.csv --map columns.yaml --dry-run

                The map:
                  encoding: windows-1252
                  dates: DD/MM/YYYY
                  key: "File number"
                  columns:
                    "Name": person.family-name
                    "State": { field: contract.status, codes: { "Running": validated } }
                    "Themes": { field: contract.themes, between: "," }


                """) + ImportOptions.words)

    @OptionGroup var options: ImportOptions

    @Option(
        help: ArgumentHelp(
            local(fr: "La correspondance des colonnes.", en: "The map of the columns."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file(extensions: ["yaml", "yml"]))
    var map: String

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let map = try ColumnMap.parse(
                try InputText.read(map), file: map, charter: desk.charter)
            var reader = try CSVReader(.file(options.path), map: map, charter: desk.charter)
            try ImportRun(desk: desk, options: options, output: output).run(&reader)
        }
    }
}

/// What both imports take.
struct ImportOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            local(fr: "Le fichier à reprendre.", en: "The file to take in."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var path: String

    @Flag(
        help: ArgumentHelp(
            local(
                fr: "Lit et vérifie tout, et n'enregistre rien.",
                en: "Read and check all of it, and store nothing.")))
    var dryRun = false

    init() {}

    static let words = local(
        fr: """
            Une personne déjà connue (même numéro, ou mêmes nom, prénom et date de naissance) est \
            complétée : ce que le dossier dit déjà n'est jamais remplacé. Reprendre deux fois le \
            même fichier n'ajoute rien. Les lignes refusées sont dites par ligne et rubrique, sans \
            leur contenu ; le reste est repris.
            """,
        en: """
            A person who is known already (same number, or same names and date of birth) is \
            completed: what the case file says is never replaced. Taking the same file in twice \
            adds nothing. Refused lines are told by line and field, without what they said; the \
            rest is taken in.
            """)
}
