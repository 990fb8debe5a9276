import ArgumentParser
import Console
import SyncCore

/// `secteur contract`
struct ContractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract",
        abstract: local(
            fr: "Les contrats. Un résumé de chacun part, selon la charte.",
            en: "The contracts. A summary of each leaves, by the charter."),
        subcommands: [
            ContractNewCommand.self, ContractEditCommand.self, ContractShowCommand.self,
            ContractListCommand.self,
        ])

    static let type = Code(literal: "contract")
}
