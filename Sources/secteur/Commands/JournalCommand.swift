import ArgumentParser
import Charter
import Console
import Desk
import DossierStore
import Foundation
import SyncCore

/// `secteur journal`
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: local(
            fr: "Montre le journal des accès au délégué à la protection des données.",
            en: "Show the journal of access to the data protection officer."),
        discussion: local(
            fr: """
                Exemples :
                  secteur journal --since 2026-03-01
                  secteur journal --record 3f2a91c0

                Il dit qui a lu, écrit ou demandé quoi, et quand, pendant douze mois. On n'y choisit, \
                n'y compte et n'y trie rien par personne qui travaille : ce n'est pas un contrôle de \
                l'activité.
                """,
            en: """
                Examples:
                  secteur journal --since 2026-03-01
                  secteur journal --record 3f2a91c0

                It tells who read, wrote or asked for what, and when, for twelve months. Nothing in \
                it can be chosen, counted or sorted by worker: it doesn't oversee work.
                """))

    @Option(
        help: ArgumentHelp(
            local(fr: "À partir de ce jour.", en: "From this day on."), valueName: "date"))
    var since: String?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "D'un enregistrement ou d'un dossier seulement.",
                en: "Of one record or case file only."),
            valueName: local(fr: "identifiant", en: "identifier")))
    var record: String?

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard since == nil || day != nil else {
            throw ValidationError(
                local(fr: "--since demande AAAA-MM-JJ", en: "--since wants YYYY-MM-DD"))
        }
    }

    private var day: CivilDate? { since.flatMap { CivilDate($0) } }

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            var lines: [JSON] = []
            try desk.journal(since: start(), ofRecordStartingWith: record) { entry in
                let words = JournalWords(entry: entry)
                if output.json { lines.append(words.json) } else { Output.line(words.text) }
            }
            if output.json { Output.json(["lines": .array(lines)]) }
        }
    }

    /// The first second of the day on this machine.
    private func start() -> Int64? {
        guard let day else { return nil }
        let components = DateComponents(year: day.year, month: day.month, day: day.day)
        return Calendar.current.date(from: components).map { Int64($0.timeIntervalSince1970) }
    }
}
