import ArgumentParser
import Charter
import Console
import Desk
import Foundation
import SyncCore

/// `secteur note add PERSON`
struct NoteAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: local(
            fr: "Écrit une note dans le dossier d'une personne.",
            en: "Write a note into a person's case file."),
        discussion: local(
            fr: """
                Exemples :
                  secteur note add 3f2a91c0 --title "Visite" < note.txt
                  secteur note add 3f2a91c0 --file note.txt
                  secteur note add 3f2a91c0                le programme lit jusqu'à Ctrl-D

                Le texte ne se donne pas en option : les autres comptes de la machine le verraient.
                """,
            en: """
                Examples:
                  secteur note add 3f2a91c0 --title "Visit" < note.txt
                  secteur note add 3f2a91c0 --file note.txt
                  secteur note add 3f2a91c0                the program reads until Ctrl-D

                The text can't be given as an option: other accounts of the machine would see it.
                """))

    @OptionGroup var person: RecordArgument

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Fichier du texte ; sinon l'entrée standard.",
                en: "The file of the text; else standard input."),
            valueName: local(fr: "fichier", en: "file")), completion: .file())
    var file: String?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Objet : un mot, rien de personnel (visible par les autres comptes).",
                en: "Subject: a word, nothing personal (other accounts can see it)."),
            valueName: local(fr: "objet", en: "subject")))
    var title: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Date ; par défaut aujourd'hui.", en: "Date; today by default."),
            valueName: "date"))
    var date: String?

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let type = try desk.type(NoteCommand.type)
            let owner = try desk.identifier(
                startingWith: person.digits, type: try desk.personType().name)
            if file == nil, Terminal.isInteractive(.input) {
                Output.error(
                    local(fr: "Texte, puis Ctrl-D :", en: "The text, then Ctrl-D:"))
            }
            var entries = FieldEntries(of: type)
            try entries.take("body", try InputText.read(file ?? "-"))
            try entries.take("title", title)
            try entries.take("written", date ?? Self.today())
            let record = CaseRecord(type: type.name, values: entries.values)
            let missing = desk.charter.missing(in: record)
            guard missing.isEmpty else { throw MissingFields(type: type, fields: missing) }
            let id = try desk.add(record, about: owner)
            if output.json {
                Output.json(["id": .string(id.description)])
            } else {
                Output.line(local(fr: "Note : \(id.short)", en: "Note: \(id.short)"))
            }
        }
    }

    /// In the time zone of the machine.
    private static func today() -> String {
        let today = Calendar.current.dateComponents([.year, .month, .day], from: Date())
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number!)" }
        return "\(today.year ?? 0)-\(two(today.month))-\(two(today.day))"
    }
}
