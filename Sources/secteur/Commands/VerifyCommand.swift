import ArgumentParser
import Console
import Desk
import DossierStore
import StoreFile
import SummaryStore
import SyncCore

/// `secteur verify`
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: local(
            fr: "Ouvre chaque scellé et relit chaque fiche : rien n'est abîmé ni déplacé ?",
            en: "Open each seal and read each record again: is nothing damaged or moved?"),
        discussion: local(
            fr: "Exemple :\n  secteur verify && cp …   avant une sauvegarde",
            en: "Example:\n  secteur verify && cp …   before a backup"))

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let progress = ProgressDisplay(
                Phrase(fr: "Dossiers", en: "Case files"), quiet: output.json)
            var records = 0
            let persons = try desk.verifyFolders { done in
                records += done
                progress.update(done: records)
            }
            progress.end()
            guard try desk.summaries.checkInvariants() else {
                throw StoreError(.corrupt, path: desk.summaries.path)
            }
            let shared = try desk.summaries.status().records
            let lines = try desk.verifyJournal()
            if output.json {
                Output.json([
                    "persons": .integer(Int64(persons)), "records": .integer(Int64(records)),
                    "summaries": .integer(Int64(shared)),
                    "journal": .integer(Int64(lines)),
                ])
            } else {
                let words = Words.local
                let counts = [
                    words.count(
                        persons, Phrase(fr: "dossier", en: "folder"),
                        Phrase(fr: "dossiers", en: "folders")),
                    words.count(
                        records, Phrase(fr: "enregistrement", en: "record"),
                        Phrase(fr: "enregistrements", en: "records")),
                    words.count(
                        shared, Phrase(fr: "fiche partagée", en: "shared record"),
                        Phrase(fr: "fiches partagées", en: "shared records")),
                    words.count(
                        lines, Phrase(fr: "ligne de journal", en: "line of the journal"),
                        Phrase(fr: "lignes de journal", en: "lines of the journal")),
                ].joined(separator: ", ")
                Output.line(local(fr: "Tout s'ouvre : \(counts).", en: "All opens: \(counts)."))
            }
        }
    }
}
