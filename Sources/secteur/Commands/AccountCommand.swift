import ArgumentParser
import Console

/// `secteur account`
struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: local(
            fr: "Les comptes du bureau : qui entre, et dans quel rôle.",
            en: "The office's accounts: who gets in, and in which role."),
        subcommands: [
            AccountAddCommand.self, AccountListCommand.self, AccountRoleCommand.self,
            AccountLockCommand.self, AccountUnlockCommand.self, AccountRemoveCommand.self,
            AccountPasswordCommand.self, AccountSettingsCommand.self, AccountBeginCommand.self,
            AccountRecoverCommand.self, AccountRecoveryCodeCommand.self,
        ])
}
