import ArgumentParser
import Console
import Desk
import Foundation

/// `secteur status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: local(
            fr: "Dit où en est le bureau : ce qui attend, ce qui est retenu, ce qui est à décider.",
            en: "Tell how the office stands: what waits, what is held back, what is to decide."),
        discussion: local(
            fr: "Exemple :\n  secteur status --json",
            en: "Example:\n  secteur status --json"))

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let standing = try Standing(of: desk)
            if output.json {
                Output.json(standing.json)
            } else {
                Output.line(standing.text(now: Int64(Date().timeIntervalSince1970)))
            }
        }
    }
}
