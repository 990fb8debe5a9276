import ArgumentParser
import Charter
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur person show ID`
struct PersonShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: local(
            fr: "Montre une personne et ce que contient son dossier.",
            en: "Show a person and what their folder holds."),
        discussion: local(
            fr: "Exemple :\n  secteur person show 3f2a91c0",
            en: "Example:\n  secteur person show 3f2a91c0"))

    @OptionGroup var person: RecordArgument
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try person.id(in: desk)
            let folder = try desk.folder(of: id)
            let isFrozen = try desk.marks(of: id).freeze != nil
            let custody = CustodyWords(try desk.custody(of: id))
            let withheld = try desk.typesWithheld(in: id)
            if output.json {
                let records = folder.dropFirst().map { RecordWords($0, in: desk).json }
                Output.json([
                    "person": RecordWords(folder[0], in: desk).json,
                    "frozen": .bool(isFrozen), "records": .array(records),
                    "custody": custody.json,
                    "types_withheld": .array(withheld.map { .string($0.name.text) }),
                ])
                return
            }
            Output.line(RecordWords(folder[0], in: desk).text)
            if isFrozen {
                Output.line(
                    local(
                        fr: "\nGelé : se garde et se lit, rien d'autre.",
                        en: "\nFrozen: it is kept and read, nothing else."))
            }
            for line in custody.lines { Output.line(line) }
            for type in desk.charter.types {
                let records = folder.dropFirst().filter { $0.type.name == type.name }
                guard !records.isEmpty else { continue }
                Output.line("\n\(type.label.local) (\(Words.local.count(records.count)))")
                Output.line(RecordTable(records, of: type).text)
            }
            if !withheld.isEmpty {
                let types = withheld.map(\.label.local).joined(separator: ", ")
                Output.line(
                    local(
                        fr: "\nVotre compte ne lit pas : \(types)",
                        en: "\nYour account doesn't read: \(types)"))
            }
        }
    }
}
