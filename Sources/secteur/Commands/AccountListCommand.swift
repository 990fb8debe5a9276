import ArgumentParser
import Console
import Desk

/// `secteur account list`
struct AccountListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: local(
            fr: "Montre les comptes, leurs rôles et leur état.",
            en: "Show the accounts, their roles and their state."),
        discussion: local(
            fr: """
                Exemple :
                  secteur account list
                """,
            en: """
                Example:
                  secteur account list
                """))

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let entries = try desk.accounts()
            if output.json {
                Output.json(["accounts": .array(entries.map(AccountWords.json))])
            } else {
                Output.line(AccountWords.table(entries).text(width: Terminal.columns()))
            }
        }
    }
}
