import ArgumentParser
import Console
import Desk
import Imports

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
                    "Prénom": person.given-name
                    "Né le": person.birth-date
                    "Contrat": contract.kind
                    "État": { field: contract.status, codes: { "En cours": validated } }
                    "Début": contract.start
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
                    "Given name": person.given-name
                    "Born": person.birth-date
                    "Contract": contract.kind
                    "State": { field: contract.status, codes: { "Running": validated } }
                    "Start": contract.start
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
