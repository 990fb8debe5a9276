import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur conflicts`
struct ConflictsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: local(
            fr: "Montre côte à côte les valeurs qu'une personne doit départager.",
            en: "Show side by side the values that a person must decide between."),
        discussion: local(
            fr: """
                Exemple :
                  secteur conflicts

                Chaque conflit se termine par la commande qui le règle ; son jeton --shown désigne \
                exactement ce que vous avez vu.
                """,
            en: """
                Example:
                  secteur conflicts

                Each conflict ends with the command that settles it; its --shown token stands for \
                exactly what you saw.
                """))

    @Option(
        help: ArgumentHelp(
            local(fr: "Nombre de fiches.", en: "How many records."),
            valueName: local(fr: "nombre", en: "count")))
    var limit = 50

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError(
                local(fr: "--limit va de 1 à 10000", en: "--limit is from 1 to 10000"))
        }
    }

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let conflicts = try desk.conflicts(limit: limit).map { try ConflictWords($0, in: desk) }
            if output.json {
                Output.json(["conflicts": .array(conflicts.map(\.json))])
            } else if conflicts.isEmpty {
                Output.line(local(fr: "Aucun conflit.", en: "No conflict."))
            } else {
                Output.line(conflicts.map(\.text).joined(separator: "\n\n"))
            }
        }
    }
}
