import ArgumentParser
import Console

/// The office's program: persons, contracts and notes on this machine. It speaks to no network;
/// `sync` starts the program that does.
struct Secteur: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secteur",
        abstract: local(
            fr: "Les dossiers et contrats d'un bureau, sur cette machine.",
            en: "An office's case files and contracts, on this machine."),
        discussion: local(
            fr: """
                Pour commencer :
                  secteur init ~/bureau --name "CSS Bobigny"
                  export SECTEUR_HOME=~/bureau
                  secteur login admin
                  secteur account add ref-12 --role referent
                  secteur login ref-12
                  secteur person add
                  secteur contract new PERSONNE --kind cer --start 2026-02-10
                  secteur status

                Tout marche sans réseau. Ce qui part, et rien d'autre : « secteur charter explain » \
                et « secteur sync --dry-run ».
                """,
            en: """
                To begin:
                  secteur init ~/office --name "CSS Bobigny"
                  export SECTEUR_HOME=~/office
                  secteur login admin
                  secteur account add ref-12 --role referent
                  secteur login ref-12
                  secteur person add
                  secteur contract new PERSON --kind cer --start 2026-02-10
                  secteur status

                All of it works without a network. What leaves, and nothing else: \
                'secteur charter explain' and 'secteur sync --dry-run'.
                """),
        version: Console.version,
        subcommands: [
            InitCommand.self, LoginCommand.self, LogoutCommand.self, AccountCommand.self,
            JoinCommand.self, HubCommand.self, PersonCommand.self, ContractCommand.self,
            NoteCommand.self, ShareCommand.self, UnshareCommand.self, HandoverCommand.self,
            JournalCommand.self, StatusCommand.self, ConflictsCommand.self, ResolveCommand.self,
            SyncCommand.self, DisclosuresCommand.self, CharterCommand.self, ImportCommand.self,
            NoticeCommand.self, ReceiptCommand.self, RetentionCommand.self, DigestCommand.self,
            VerifyCommand.self, BackupCommand.self, RestoreCommand.self,
        ])
}
