import ArgumentParser
import Console
import Desk

/// `secteur contract show ID`
struct ContractShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: local(
            fr: "Montre un contrat, et ce que le hub peut en savoir.",
            en: "Show a contract, and what the hub can know of it."),
        discussion: local(
            fr: "Exemple :\n  secteur contract show 9b1c44d0",
            en: "Example:\n  secteur contract show 9b1c44d0"))

    @OptionGroup var contract: RecordArgument
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let record = try desk.record(try contract.id(in: desk), type: ContractCommand.type)
            let words = RecordWords(record, in: desk)
            if output.json { Output.json(words.json) } else { Output.line(words.text) }
        }
    }
}
