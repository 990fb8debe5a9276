import ArgumentParser
import Console
import Desk

/// `secteur note show ID`
struct NoteShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: local(fr: "Montre une note.", en: "Show a note."),
        discussion: local(
            fr: "Exemple :\n  secteur note show 51d0aa12",
            en: "Example:\n  secteur note show 51d0aa12"))

    @OptionGroup var note: RecordArgument
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let record = try desk.record(try note.id(in: desk), type: NoteCommand.type)
            let words = RecordWords(record, in: desk)
            if output.json { Output.json(words.json) } else { Output.line(words.text) }
        }
    }
}
