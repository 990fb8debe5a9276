import ArgumentParser
import Console

/// The hub: its server, and the commands of those who look after it.
struct SecteurHub: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secteur-hub",
        abstract: local(
            fr: "Le hub de Secteur : reçoit les résumés des bureaux et les leur rend.",
            en: "Secteur's hub: takes the offices' summaries in and gives them back."),
        discussion: local(
            fr: """
                Pour commencer :
                  secteur-hub init /srv/hub --host hub.exemple.fr
                  secteur-hub enrol "CSS Bobigny" --dir /srv/hub
                  secteur-hub serve --dir /srv/hub

                Les commandes marchent pendant que le serveur tourne.
                """,
            en: """
                To begin:
                  secteur-hub init /srv/hub --host hub.example.org
                  secteur-hub enrol "CSS Bobigny" --dir /srv/hub
                  secteur-hub serve --dir /srv/hub

                The commands work while the server runs.
                """),
        version: Console.version,
        subcommands: [
            InitCommand.self, ServeCommand.self, EnrolCommand.self, RevokeCommand.self,
            OfficesCommand.self, OfficeCommand.self, CertificateCommand.self,
            ConflictsCommand.self, ResolveCommand.self, DecideCommand.self, ShowCommand.self,
            ShareCommand.self, EraseCommand.self, DigestCommand.self, CharterCommand.self,
            ActsCommand.self,
        ])
}
